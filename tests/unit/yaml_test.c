/* Tests of how YAML is read that need long texts: of a long `|` scalar libyaml is given the first line only. */
#include <stdlib.h>
#include <string.h>

#include "unicode/unicode.h"
#include "yaml/yaml.h"

#include "check.h"

/* A file, read. */
struct trial {
    struct arena *arena;
    struct sources *sources;
    struct diags *diags;
    struct node *root;
};

static struct trial trial_of(const char *text)
{
    struct trial trial = {.arena = arena_new()};
    trial.sources = sources_new(trial.arena);
    trial.diags = diags_new(trial.arena, trial.sources);
    uint32_t file = sources_add(trial.sources, "t.yaml", text, strlen(text));
    trial.root = yaml_read(trial.arena, trial.sources, file, trial.diags);
    return trial;
}

static void trial_end(struct trial *trial)
{
    diags_free(trial->diags);
    arena_free(trial->arena);
}

/* Does the value of a key have this text, and does byte `offset` of it stand there? */
static bool has(const struct trial *trial, const char *key, const char *text, size_t offset, uint32_t line,
                uint32_t column)
{
    const struct node *node = node_get(trial->root, key);
    if (!node || strcmp(node->text, text) || node->size != strlen(text))
        return false;
    struct pos pos = node_pos(trial->sources, node, offset);
    return pos.line == line && pos.column == column;
}

static bool says(struct trial *trial, const char *words)
{
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);
    diags_print(trial->diags, out);
    fclose(out);
    bool found = strstr(printed, words) != NULL;
    if (!found)
        printf("# %s", printed);
    free(printed);
    return found;
}

#define SIXTY "Words of a paper that go on, and on, to the end of the line."
#define LINES(before, end) \
    before SIXTY end before SIXTY end before SIXTY end before SIXTY end before SIXTY end before SIXTY end

static void test_text(void)
{
    struct trial trial = trial_of("a: |\n  first\n" LINES("  ", "\n") "\n    \n   deeper\n\n \n"
                                  "b: |\n    x\n" LINES("    ", "\n") "c: d\n");
    check(has(&trial, "a", "first\n" LINES("", "\n") "\n  \n deeper\n", 6, 3, 3), "a long text keeps its lines");
    check(has(&trial, "b", "x\n" LINES("", "\n"), 3, 16, 6), "a second one has its own indent");
    check(has(&trial, "c", "d", 0, 22, 4), "what follows has its place");
    check(!diags_count(trial.diags, SEVERITY_NOTE), "nothing is wrong with them");
    trial_end(&trial);
    trial = trial_of("a: |\r\n  first\r\n" LINES("  ", "\r\n") "  last");
    check(has(&trial, "a", "first\n" LINES("", "\n") "last", 0, 2, 3), "CR LF ends lines; the last needs none");
    trial_end(&trial);
}

static void test_others(void)
{
    struct trial trial = trial_of("a: \"one: |\n  two\n" LINES("  ", "\n") "  three\"\n"
                                  "b: |\n  x\n" LINES("  ", "\n"));
    check(has(&trial, "a", "one: | two " LINES("", " ") "three", 7, 2, 3), "in quotes nothing begins a text");
    check(has(&trial, "b", "x\n" LINES("", "\n"), 0, 11, 3), "and what follows is read");
    trial_end(&trial);
    trial = trial_of("a: >\n  one: |\n    two\n" LINES("    ", "\n") "b: c\n");
    check(has(&trial, "a", "one: |\n  two\n" LINES("  ", "\n"), 0, 2, 3), "nor in a folded text");
    trial_end(&trial);
}

static void test_mistakes(void)
{
    struct trial trial = trial_of("a: |\n  first\n" LINES("  ", "\n") "b: \"c\n");
    check(!trial.root && says(&trial, "t.yaml:9:4: error"), "a mistake behind a long text has its place");
    trial_end(&trial);
    trial = trial_of("a: |\n  first\n" LINES("  ", "\n") "\tb: c\n");
    check(!trial.root && says(&trial, "t.yaml:9:1: error"), "and one at its end");
    trial_end(&trial);
    trial = trial_of("a: |\n  first\n" LINES("  ", "\n") "b: !c d\nb: e\n");
    check(trial.root && diags_count(trial.diags, SEVERITY_ERROR) == 2, "what is wrong is said once");
    trial_end(&trial);
}

int main(void)
{
    test_text();
    test_others();
    test_mistakes();
    printf("1..%d\n", number);
    unicode_cleanup();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

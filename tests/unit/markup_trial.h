/* For unit tests of markup/: texts, and the trees and messages that come of them. */
#ifndef TEST_MARKUP_TRIAL_H
#define TEST_MARKUP_TRIAL_H

#include "markup/markup.h"
#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

/* A text that is read as a file of its own. */
struct trial {
    struct arena *arena;
    struct sources *sources;
    struct diags *diags;
    struct node *node;
    struct md_options options;
};

static inline struct trial trial_of(const char *text)
{
    struct trial trial = {.arena = arena_new(), .options = {.language = "en", .first_note = 1}};
    trial.sources = sources_new(trial.arena);
    trial.diags = diags_new(trial.arena, trial.sources);
    uint32_t file = sources_add(trial.sources, "t.md", text, strlen(text));
    trial.node = markup_file_node(trial.arena, trial.sources, file);
    return trial;
}

static inline struct md_block *trial_parse(struct trial *trial)
{
    return markup_parse(trial->arena, trial->sources, trial->node, &trial->options, trial->diags);
}

static inline void trial_end(struct trial *trial)
{
    diags_free(trial->diags);
    arena_free(trial->arena);
}

/* Of each message the place and the text: "! 3:1 …". */
static inline void put_messages(struct trial *trial, struct buf *out)
{
    char *printed, *rest, *line;
    size_t size;
    FILE *stream = open_memstream(&printed, &size);
    diags_print(trial->diags, stream);
    fclose(stream);
    for (line = strtok_r(printed, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *text = strstr(line, "error: ");
        text = text ? text : strstr(line, "warning: ");
        if (strncmp(line, "t.md:", 5) == 0 && text)
            buf_format(out, "! %.*s %s\n", (int)(text - line - 7), line + 5, strchr(text, ' ') + 1);
    }
    free(printed);
}

/* A text, and what must come of it. */
struct markup_case {
    const char *name, *text, *tree;
};

static inline void test_case(const struct markup_case *given)
{
    struct trial trial = trial_of(given->text);
    struct buf out = {0};
    markup_dump(trial_parse(&trial), &out);
    put_messages(&trial, &out);
    same(out.at ? out.at : "", given->tree, given->name);
    buf_free(&out);
    trial_end(&trial);
}

#endif

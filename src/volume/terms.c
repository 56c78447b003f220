/* volume: the index vocabulary: its references lead somewhere (ISO 999, 7.5), its forms are unambiguous. */
#include <string.h>

#include "volume/internal.h"

/* "standards>gap" and "standards  >  gap" are one heading: "standards > gap". */
static const char *normalize(struct arena *arena, const char *heading)
{
    struct buf out = {0};
    for (const char *at = heading; *at;) {
        const char *end = at + strspn(at, " ");
        if (*end == '>') {
            buf_puts(&out, " > ");
            at = end + 1 + strspn(end + 1, " ");
        } else {
            buf_putc(&out, *at++);
        }
    }
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}

static bool has_empty_part(const char *heading)
{
    size_t size = strlen(heading);
    return strncmp(heading, " > ", 3) == 0 || strstr(heading, " >  > ") ||
           (size >= 3 && strcmp(heading + size - 3, " > ") == 0);
}

/* The position of item i of a list, or of the one item that stands alone. */
static struct pos item_pos(const struct list *list, size_t i)
{
    return list->node->kind == NODE_LIST && i < list->node->count ? list->node->items[i]->pos
                                                                  : list->node->pos;
}

/* Every heading there is: terms and, for "A > B", A. */
static void collect_headings(struct loader *loader, const struct term *term, size_t index,
                             struct name_list *headings)
{
    for (const char *at = term->term; (at = strstr(at, " > ")); at += 3)
        names_add(loader->arena, headings, arena_string(loader->arena, term->term, (size_t)(at - term->term)),
                  term->head.pos, SIZE_MAX);
    names_add(loader->arena, headings, term->term, term->head.pos, index);
}

static void read_term(struct loader *loader, struct term *term)
{
    struct arena *arena = loader->arena;
    const struct node *name =
        term->head.node->kind == NODE_MAP ? node_get(term->head.node, "term") : term->head.node;
    term->term = normalize(arena, term->term);
    if (has_empty_part(term->term))
        diag(loader->diags, DIAG_VOLUME_TERM_PART, name->pos, term->term);
    if (term->see)
        term->see = normalize(arena, term->see);
    const char **related = term->see_also.at;
    for (size_t i = 0; i < term->see_also.count; i++)
        related[i] = normalize(arena, related[i]);
}

/* Does an index mark with this heading stand there: [words]{.index term="heading"} or [heading]{.index}? */
static bool is_index_mark(const char *bytes, const char *found, const char *found_end, const char *end)
{
    static const char key[] = "term=";
    const char *before = found;
    if (before > bytes && (before[-1] == '"' || before[-1] == '\''))
        before--;
    if ((size_t)(before - bytes) >= strlen(key) && memcmp(before - strlen(key), key, strlen(key)) == 0)
        return true;
    static const char tail[] = "]{.index";
    return found > bytes && found[-1] == '[' && (size_t)(end - found_end) >= strlen(tail) &&
           memcmp(found_end, tail, strlen(tail)) == 0;
}

/*
 * Authors make headings too, by index marks in their Markdown. Bodies are parsed later and elsewhere, so the
 * marks are looked for in the bytes of the files: enough to tell a good reference from a slip.
 */
static bool is_marked(const struct loader *loader, const char *target)
{
    size_t size, length = strlen(target);
    const char *bytes;
    for (uint32_t file = 1; (bytes = sources_bytes(loader->sources, file, &size)); file++)
        for (const char *at = bytes; (at = memmem(at, size - (size_t)(at - bytes), target, length)); at++)
            if (is_index_mark(bytes, at, at + length, bytes + size))
                return true;
    return false;
}

static bool is_keyword(const struct loader *loader, const char *target)
{
    for (size_t i = 0; i < loader->documents.n; i++) {
        const struct list *keywords = &loader->documents.at[i]->keywords;
        for (size_t k = 0; k < keywords->count; k++) {
            const char *word = localized_text(&((const struct localized *)keywords->at)[k],
                                              loader->documents.at[i]->language);
            if (word && strcmp(word, target) == 0)
                return true;
        }
    }
    return false;
}

static void check_target(struct loader *loader, const struct name_list *headings, const char *target,
                         struct pos pos)
{
    if (names_find(headings, target) || is_keyword(loader, target) || is_marked(loader, target))
        return;
    const char *nearest = names_nearest(loader->arena, headings, target);
    const char *remedy =
        nearest ? arena_format(loader->arena, "write “%s”, or add the term", nearest)
                : arena_format(loader->arena, "add “- term: %s”, or name a term that exists", target);
    diag(loader->diags, DIAG_VOLUME_UNKNOWN_TERM, pos, target, remedy);
}

/* A circle is reported at the term in it that stands first. */
static void report_circle(struct loader *loader, const struct term *list, const size_t *next, size_t member)
{
    size_t first = member;
    for (size_t at = next[member]; at != member; at = next[at])
        first = at < first ? at : first;
    diag(loader->diags, DIAG_VOLUME_CIRCULAR_SEE, node_get(list[first].head.node, "see")->pos,
         list[first].term, list[first].see);
}

/* Each term has at most one `see`: a walk that meets its own mark has found a circle. */
static void check_circles(struct loader *loader, const struct name_list *terms, const struct term *list,
                          size_t count)
{
    size_t *next = arena_alloc(loader->arena, count * sizeof *next);
    size_t *mark = arena_alloc(loader->arena, count * sizeof *mark);
    for (size_t i = 0; i < count; i++) {
        const struct name *target = list[i].see ? names_find(terms, list[i].see) : NULL;
        next[i] = target ? target->index : SIZE_MAX;
    }
    for (size_t start = 0; start < count; start++) {
        size_t at = start;
        while (at != SIZE_MAX && !mark[at]) {
            mark[at] = start + 1;
            at = next[at];
        }
        if (at != SIZE_MAX && mark[at] == start + 1)
            report_circle(loader, list, next, at);
    }
}

static void report_term_twice(struct loader *loader, const struct name *again, const struct name *first)
{
    diag(loader->diags, DIAG_VOLUME_TERM_TWICE, again->pos, again->name, place_words(loader, first->pos));
}

static void report_form_twice(struct loader *loader, const struct name *again, const struct name *first)
{
    const struct term *list = loader->volume->terms;
    if (strcmp(list[again->index].term, list[first->index].term) != 0)
        diag(loader->diags, DIAG_VOLUME_AMBIGUOUS_MATCH, again->pos, again->name,
             place_words(loader, first->pos));
}

static void collect_forms(struct loader *loader, const struct term *term, size_t index,
                          struct name_list *forms)
{
    const char *const *match = term->match.at;
    if (term->see)
        return;
    if (!strstr(term->term, " > "))
        names_add(loader->arena, forms, term->term, term->head.pos, index);
    for (size_t i = 0; i < term->match.count; i++)
        names_add(loader->arena, forms, match[i], item_pos(&term->match, i), index);
}

static void check_targets(struct loader *loader, const struct name_list *headings, const struct term *term)
{
    const char *const *related = term->see_also.at;
    if (term->see)
        check_target(loader, headings, term->see, node_get(term->head.node, "see")->pos);
    for (size_t i = 0; i < term->see_also.count; i++)
        check_target(loader, headings, related[i], item_pos(&term->see_also, i));
}

void check_terms(struct loader *loader)
{
    const struct term *list = loader->volume->terms;
    size_t count = loader->volume->term_count;
    struct name_list headings = {0}, terms = {0}, forms = {0};
    for (size_t i = 0; i < count; i++) {
        collect_headings(loader, &list[i], i, &headings);
        collect_forms(loader, &list[i], i, &forms);
        names_add(loader->arena, &terms, list[i].term, list[i].head.pos, i);
    }
    names_sort(&headings);
    names_sort(&terms);
    names_sort(&forms);
    names_repeated(loader, &terms, report_term_twice);
    names_repeated(loader, &forms, report_form_twice);
    for (size_t i = 0; i < count; i++)
        check_targets(loader, &headings, &list[i]);
    check_circles(loader, &terms, list, count);
}

void read_terms(struct loader *loader, const struct node *node)
{
    static const struct key item = {.type = KEY_RECORD, .record = &term_record};
    static const struct key key = {.name = "terms", .type = KEY_LIST, .item = &item};
    struct list list = {0};
    if (!read_list_or_file(loader, &key, node, &list))
        return;
    struct term *terms = list.at;
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++)
        if (terms[i].term)
            terms[kept++] = terms[i];
    for (size_t i = 0; i < kept; i++)
        read_term(loader, &terms[i]);
    loader->volume->terms = terms;
    loader->volume->term_count = kept;
}

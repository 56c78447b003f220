/*
 * access: the checks, those of the Matterhorn Protocol 1.1 that concern what the author wrote: 13-004 (alternative
 * text), 14-003 (levels of headings), 15-003 (header cells), 11-001 (language); and of WCAG 2.1, 1.4.3
 * (contrast) and 2.4.4 (purpose of links).
 */
#include "access/access.h"

#include <string.h>

#include "unicode/unicode.h"

struct checker {
    struct arena *arena;
    struct diags *diags;
    enum severity severity;
    size_t found;
    int level; /* of the heading before, in the same piece */
};

/* Words that say nothing of what they lead to, case folded. */
static const char *const vague[] = {
    "here", "click here", "see here", "this", "this link", "this page", "this site", "this website", "this document",
    "link", "more", "read more", "see more", "details", "download",
    "ici", "cliquez ici", "cliquer ici", "voir ici", "lien", "ce lien", "cette page", "ce site", "lire la suite",
    "en savoir plus",
    "aquí", "haga clic aquí", "pulse aquí", "enlace", "este enlace", "esta página", "más", "leer más",
    "здесь", "тут", "нажмите здесь", "ссылка", "по ссылке", "эта ссылка", "подробнее",
    "هنا", "اضغط هنا", "انقر هنا", "الرابط", "هذا الرابط", "المزيد",
    "这里", "此处", "点击这里", "点击此处", "链接", "此链接", "更多",
    "hier", "hier klicken", "klicken sie hier", "mehr", "aqui", "clique aqui", "mais", "qui", "clicca qui",
};

#define report(checker, id, pos, ...) \
    ((checker)->found++, diag_as((checker)->diags, (checker)->severity, (id), (pos), ##__VA_ARGS__))

/* The letters and digits of a text, folded, with one space for whatever stands between them. */
static const char *bare_words(struct arena *arena, const char *text, size_t size)
{
    struct buf out = {0};
    const char *at = unicode_fold(arena, text, size, &size), *end = at + size;
    bool apart = false;
    while (at < end) {
        char bytes[4];
        uint32_t character = utf8_next(&at, end);
        if (unicode_is_letter(character) || unicode_is_digit(character) || unicode_is_mark(character)) {
            buf_puts(&out, apart && out.n ? " " : "");
            buf_append(&out, bytes, (size_t)utf8_put(bytes, character));
            apart = false;
        } else {
            apart = true;
        }
    }
    const char *words = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return words;
}

static bool is_vague(struct arena *arena, const char *text, size_t size)
{
    enum { LONGEST = 64 };
    if (size > LONGEST)
        return false;
    const char *words = bare_words(arena, text, size);
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        if (strcmp(words, vague[i]) == 0)
            return true;
    return false;
}

static void check_links(struct checker *checker, const struct para *para)
{
    for (uint32_t i = 0; para && i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        const char *text = para->text + span->start;
        size_t size = span->end - span->start;
        if ((span->kind == SPAN_LINK || span->kind == SPAN_JUMP) && is_vague(checker->arena, text, size))
            report(checker, DIAG_ACCESS_LINK, para_pos(para, span->start),
                   arena_format(checker->arena, "%.*s", (int)size, text));
    }
}

static bool has_words(const struct flow *item)
{
    if (item->kind == FLOW_PARAGRAPH)
        return item->paragraph.para && item->paragraph.para->length > 0;
    for (const struct flow *child = item->first; child; child = child->next)
        if (has_words(child))
            return true;
    return false;
}

/* One cell with words among its heads is enough: a corner, or a column of numbers, may go without. */
static bool has_heads(const struct flow *table)
{
    uint32_t columns = table->grid.column_count;
    for (uint32_t r = 0; r < table->grid.row_count; r++)
        for (uint32_t c = 0; c < columns; c++)
            if ((r < table->grid.header_rows || c < table->grid.row_headers) && has_words(flow_cell(table, r, c)))
                return true;
    return false;
}

static void check_heading(struct checker *checker, const struct flow *item)
{
    int level = item->heading.level;
    if (item->heading.kind != HEADING_INNER)
        return;
    if (level > checker->level + 1)
        report(checker, DIAG_ACCESS_HEADING, item->pos, item->heading.title,
               arena_format(checker->arena, "%d", level - checker->level));
    checker->level = level;
}

static void check_item(void *context, const struct flow *item)
{
    struct checker *checker = context;
    switch (item->kind) {
    case FLOW_PARAGRAPH: check_links(checker, item->paragraph.para); break;
    case FLOW_HEADING: check_heading(checker, item); break;
    case FLOW_IMAGE:
        if (!item->image.alt)
            report(checker, DIAG_ACCESS_ALT, item->pos);
        break;
    case FLOW_GRID:
        if (item->role == ROLE_TABLE && !has_heads(item))
            report(checker, DIAG_ACCESS_TABLE, item->pos);
        break;
    default: break;
    }
}

/* Of the colour that the volume chose for headings and links. */
static void check_contrast(struct checker *checker, const struct layout_settings *layout)
{
    struct arena *arena = checker->arena;
    if (!layout || layout->accent < 0 || color_contrast(layout->accent) >= LEAST_CONTRAST)
        return;
    int tenths = (int)(10 * color_contrast(layout->accent));
    const struct node *node = node_get(layout->head.node, "color");
    if (node && node->kind == NODE_MAP)
        node = node_get(node, "accent");
    report(checker, DIAG_ACCESS_CONTRAST, node ? node->pos : layout->head.pos,
           arena_format(arena, "#%06x", (unsigned)layout->accent),
           arena_format(arena, "%d.%d:1", tenths / 10, tenths % 10),
           arena_format(arena, "#%06x", (unsigned)color_darker(layout->accent, LEAST_CONTRAST)));
}

bool access_check(struct arena *arena, const struct volume *volume, const struct book *book, struct diags *diags)
{
    enum { DOCUMENT_LEVEL = 2 }; /* headings inside begin below it: see flow.h */
    bool asked = volume->accessible == TRISTATE_TRUE;
    struct checker checker = {arena, diags, asked ? SEVERITY_ERROR : SEVERITY_WARNING, 0, 0};
    if (volume->accessible == TRISTATE_FALSE)
        return false;
    if (asked && node_is_null(node_get(volume->head.node, "language")))
        report(&checker, DIAG_ACCESS_LANGUAGE, volume->head.pos);
    check_contrast(&checker, volume->layout);
    for (size_t i = 0; i < book->piece_count; i++) {
        checker.level = DOCUMENT_LEVEL;
        flow_walk(book->pieces[i].root, check_item, &checker);
    }
    return checker.found == 0;
}

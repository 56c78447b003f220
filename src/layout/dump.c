/* layout: pages and lines as stable text. */
#include <string.h>

#include "layout/layout.h"

#define MOST_DEPTH 64

/* "Document/Sect/P" */
static void dump_path(const struct pages *pages, uint32_t tag, struct buf *out)
{
    uint32_t path[MOST_DEPTH];
    int depth = 0;
    for (; tag && depth < MOST_DEPTH; tag = pages->tags[tag].parent)
        path[depth++] = tag;
    buf_puts(out, role_name(pages->tags[0].role));
    while (depth--) {
        buf_putc(out, '/');
        buf_puts(out, role_name(pages->tags[path[depth]].role));
    }
}

static void dump_quoted(const char *text, size_t size, struct buf *out)
{
    buf_puts(out, " \"");
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' || text[i] == '\\')
            buf_putc(out, '\\');
        if (text[i] == '\n')
            buf_puts(out, "\\n");
        else if (text[i] == '\t')
            buf_puts(out, "\\t");
        else
            buf_putc(out, text[i]);
    }
    buf_putc(out, '"');
}

static void dump_pair(sp a, sp b, struct buf *out)
{
    buf_putc(out, ' ');
    buf_points(out, a, 2);
    buf_putc(out, ' ');
    buf_points(out, b, 2);
}

static void dump_glyphs(const struct page_item *item, struct buf *out)
{
    buf_putc(out, ' ');
    buf_puts(out, item->glyphs.face ? face_name(item->glyphs.face) : "-");
    buf_putc(out, ' ');
    buf_points(out, item->glyphs.size, 2);
    if (item->glyphs.right_to_left)
        buf_puts(out, " rtl");
    dump_quoted(item->glyphs.text, item->glyphs.text_size, out);
    if (item->glyphs.added_hyphen)
        buf_puts(out, " +hyphen");
}

static void dump_details(const struct page_item *item, struct buf *out)
{
    switch (item->kind) {
    case ITEM_GLYPHS:
        dump_glyphs(item, out);
        break;
    case ITEM_RULE:
        dump_pair(item->rule.width, item->rule.height, out);
        break;
    case ITEM_IMAGE:
        dump_pair(item->image.width, item->image.height, out);
        dump_quoted(item->image.image->path, strlen(item->image.image->path), out);
        break;
    case ITEM_LINK:
        dump_pair(item->link.width, item->link.height, out);
        if (item->link.url)
            buf_format(out, " %s", item->link.url);
        else
            buf_format(out, " anchor %u", item->link.anchor);
        break;
    case ITEM_ANCHOR:
        buf_format(out, " %u", item->anchor);
        break;
    }
}

static void dump_item(const struct pages *pages, const struct page *page, const struct page_item *item,
                      struct buf *out)
{
    static const char *const kinds[] = {"glyphs", "rule", "image", "link", "anchor"};
    static const char *const artifacts[] = {"", "header", "footer", "leader", "rule", "repeated"};
    buf_puts(out, page->label);
    buf_putc(out, ' ');
    buf_puts(out, kinds[item->kind]);
    buf_putc(out, ' ');
    if (item->artifact)
        buf_format(out, "(%s)", artifacts[item->artifact]);
    else
        dump_path(pages, item->tag, out);
    dump_pair(item->x, item->y, out);
    if (item->turned)
        buf_puts(out, " turned");
    dump_details(item, out);
    buf_putc(out, '\n');
}

void layout_dump_pages(const struct pages *pages, struct buf *out)
{
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->at[i];
        if (page->blank)
            buf_format(out, "%s blank\n", page->label);
        for (size_t k = 0; k < page->item_count; k++)
            dump_item(pages, page, &page->items[k], out);
    }
}

/* A number in thousandths, with a dot whatever the locale. */
static void dump_thousandths(int value, struct buf *out)
{
    unsigned size = value < 0 ? 0u - (unsigned)value : (unsigned)value;
    buf_format(out, "%s%u.%03u", value < 0 ? "-" : "", size / 1000, size % 1000);
}

void layout_dump_lines(const struct pages *pages, const struct sources *sources, struct buf *out)
{
    for (size_t i = 0; i < pages->line_count; i++) {
        const struct line_record *line = &pages->lines[i];
        const char *file = line->pos.file ? sources_name(sources, line->pos.file) : NULL;
        buf_format(out, "%s\ty ", pages->at[line->page].label);
        buf_points(out, line->y, 2);
        buf_puts(out, "\twidth ");
        buf_points(out, line->width, 2);
        buf_puts(out, "\tnatural ");
        buf_points(out, line->natural, 2);
        buf_puts(out, "\tratio ");
        dump_thousandths(line->ratio, out);
        buf_format(out, "\tbadness %d\t%s%s\t", line->badness, line->hyphenated ? "hyphen" : "-",
                   line->last ? " last" : "");
        if (file)
            buf_format(out, "%s:%u:%u", file, line->pos.line, line->pos.column);
        else
            buf_putc(out, '-');
        dump_quoted(line->text, line->text_size, out);
        buf_puts(out, "\tx ");
        buf_points(out, line->x, 2);
        buf_format(out, "\t%u\t", line->tag);
        dump_path(pages, line->tag, out);
        buf_putc(out, '\n');
    }
}

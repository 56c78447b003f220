/* pdf: link annotations (ISO 32000-1 12.5.6.5) and where they lead (12.3.2). */
#include <string.h>

#include "pdf/writer.h"

/* Whole points: short in the file. Nothing lies outside a page. */
static int32_t points(sp length)
{
    const sp most = 14400 * SP_POINT; /* annex C: the largest page */
    sp inside = length < 0 ? 0 : length > most ? most : length;
    return (int32_t)((inside + SP_POINT / 2) / SP_POINT);
}

/* `y` is from the page's upper edge. The place is no lower. */
static struct pdf_place pdf_place_at(const struct pdf *pdf, int32_t page, sp y)
{
    return (struct pdf_place){page, points(pdf->pages->height - y + SP_POINT / 2)};
}

struct pdf_place pdf_place_of(const struct pdf *pdf, uint32_t anchor)
{
    const struct locators *map = pdf->pages->map;
    if (!map || anchor == 0 || anchor >= map->anchor_count || map->page[anchor] < 0 ||
        (size_t)map->page[anchor] >= pdf->pages->count)
        return (struct pdf_place){.page = -1};
    return pdf_place_at(pdf, map->page[anchor], pdf->pages->anchor_y[anchor]);
}

/* The viewer's zoom is kept. */
void put_place(struct buf *out, const struct pdf *pdf, const struct pdf_place *place)
{
    buf_puts(out, "/Dest[");
    put_page_reference(out, pdf, (size_t)place->page);
    buf_puts(out, "/XYZ 0 ");
    buf_number(out, (uint64_t)place->top);
    buf_puts(out, " 0]");
}

/* A URI (RFC 3986): what is not allowed in one, as letters beyond ASCII, is percent-encoded. */
static const char *escaped_uri(struct pdf *pdf, const char *url)
{
    struct buf out = {0};
    buf_puts(&out, "");
    for (const char *at = url; *at; at++)
        if (*at > ' ' && *at < 0x7F && !strchr("<>\"{}|\\^`", *at))
            buf_putc(&out, *at);
        else
            buf_format(&out, "%%%02X", (unsigned char)*at);
    const char *result = arena_string(pdf->arena, out.at, out.n);
    buf_free(&out);
    return result;
}

static struct pos pos_of(const struct pdf *pdf, const struct page_item *item)
{
    return item->tag < pdf->pages->tag_count ? pdf->pages->tags[item->tag].pos : POS_NONE;
}

/* The rectangle with the given upper left corner, its left and bottom edge first. */
static void set_box(const struct pdf *pdf, struct pdf_link *link, sp x, sp y, sp width, sp height)
{
    sp up = pdf->pages->height - y;
    int32_t box[] = {points(x), points(up - height), points(x + width), points(up)};
    memcpy(link->box, box, sizeof box);
}

/* False after a report: it leads nowhere. */
static bool find_target(struct pdf *pdf, const struct page_item *item, struct pdf_link *link)
{
    enum { LONGEST = 60000 };
    if (item->link.url)
        link->uri = escaped_uri(pdf, item->link.url);
    else
        link->place = pdf_place_of(pdf, item->link.anchor);
    if (item->link.url ? !*link->uri : link->place.page < 0) {
        diag(pdf->diags, DIAG_LINK_NOWHERE, pos_of(pdf, item), item->link.words ? item->link.words : "");
        return false;
    }
    if (link->uri && strlen(link->uri) > LONGEST) {
        diag(pdf->diags, DIAG_LINK_TOO_LONG, pos_of(pdf, item), arena_string(pdf->arena, link->uri, 60));
        return false;
    }
    return true;
}

static bool make_link(struct pdf *pdf, const struct page_item *item, struct pdf_link *link)
{
    set_box(pdf, link, item->x, item->y, item->link.width, item->link.height);
    link->words = item->link.words && *item->link.words ? item->link.words : item->link.url;
    return find_target(pdf, item, link);
}

/* A mark leads to its note, the note's label back to the first mark. False when the other end is not drawn. */
static bool make_note_link(struct pdf *pdf, const struct page_item *item, struct pdf_link *link)
{
    const struct note_end *there = &pdf->note_ends[pdf->pages->tags[pdf_note_of(pdf, item->tag)].partner];
    sp width = 0, size = item->glyphs.size;
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        width += item_glyph(item, i).advance;
    if (there->page < 0)
        return false;
    sp x = item->x, y = item->y - size * 4 / 5, height = size;
    if (item->turned)
        layout_turn(pdf->pages, &x, &y, &width, &height);
    set_box(pdf, link, x, y, width, height);
    link->place = pdf_place_at(pdf, there->page, there->y);
    link->words = pdf_note_words(pdf, item);
    link->kind = pdf->pages->tags[pdf_note_of(pdf, item->tag)].role == ROLE_NOTE ? LINK_FROM_NOTE : LINK_TO_NOTE;
    return true;
}

/* Among so many like links stand beside each other, which makes the file smaller. */
static void order_links(struct pdf *pdf)
{
    enum { AMONG = 500 };
    uint32_t count = (uint32_t)pdf->links.n, n = 0;
    pdf->link_places = arena_alloc(pdf->arena, (count + 1) * sizeof *pdf->link_places);
    pdf->links_written = arena_alloc(pdf->arena, (count + 1) * sizeof *pdf->links_written);
    for (uint32_t from = 0; from < count; from += AMONG)
        for (int kind = 0; kind < LINK_KINDS; kind++)
            for (uint32_t i = from; i < count && i < from + AMONG; i++)
                if (pdf->links.at[i].kind == (enum link_kind)kind) {
                    pdf->links_written[n] = i;
                    pdf->link_places[i] = n++;
                }
}

void put_link_reference(struct buf *out, const struct pdf *pdf, uint32_t link)
{
    put_section_reference(out, pdf, SECTION_LINKS, pdf->link_places[link]);
}

void pdf_find_links(struct pdf *pdf)
{
    for (size_t p = 0; p < pdf->pages->count; p++) {
        struct pdf_page *page = &pdf->page[p];
        for (size_t i = 0; i < pdf->pages->at[p].item_count; i++) {
            const struct page_item *item = &pdf->pages->at[p].items[i];
            struct pdf_link link = {.uri = NULL};
            if (!pdf_item_leads(pdf, item))
                continue;
            bool leads = item->kind == ITEM_LINK ? make_link(pdf, item, &link) : make_note_link(pdf, item, &link);
            vec_push(pdf->arena, &page->links, leads ? (uint32_t)pdf->links.n : NO_LINK);
            if (leads)
                vec_push(pdf->arena, &pdf->links, link);
        }
    }
    order_links(pdf);
}

/* The words of a link as its tooltip has them: nothing is kept together there. */
static void put_words(struct buf *out, const char *words)
{
    static const char no_break[] = "\u00A0";
    struct buf plain = {0};
    buf_puts(&plain, words);
    size_t n = 0;
    for (size_t i = 0; i < plain.n; i++) {
        bool is_space = !strncmp(plain.at + i, no_break, sizeof no_break - 1);
        i += is_space;
        plain.at[n++] = plain.at[i];
        if (is_space)
            plain.at[n - 1] = ' ';
    }
    plain.at[n] = '\0';
    buf_puts(out, "/Contents");
    put_text_string(out, plain.at);
    buf_free(&plain);
}

/* What is the same in all, then what goes on from the link before; /F 4: printed, like all else. */
void links_put_object(const struct pdf *pdf, size_t index, struct buf *out)
{
    uint32_t number = pdf->links_written[index];
    const struct pdf_link *link = &pdf->links.at[number];
    buf_puts(out, "<</Subtype/Link/Border[0 0 0]/F 4");
    if (pdf->structure) {
        buf_puts(out, "/StructParent ");
        buf_number(out, pdf->pages->count + number);
    }
    if (link->words && *link->words)
        put_words(out, link->words);
    if (link->uri) {
        buf_puts(out, "/A<</S/URI/URI");
        put_text_string(out, link->uri);
        buf_puts(out, ">>");
    } else {
        put_place(out, pdf, &link->place);
    }
    buf_puts(out, "/Rect");
    for (int i = 0; i < 4; i++) {
        buf_putc(out, i ? ' ' : '[');
        buf_number(out, (uint64_t)link->box[i]);
    }
    buf_puts(out, "]>>");
}

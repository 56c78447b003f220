/*
 * pdf: the page tree (ISO 32000-1 7.7.3): its root, the nodes below it, the pages; and what the contents of pages name:
 * fonts and properties of artifacts, the same for all. Each page names its resources itself: PDF/A does not take those
 * that a page inherits (19005-2 6.2.2).
 */
#include "pdf/writer.h"

enum { PAGES_A_NODE = 32 };
enum { ROOT, FONTS, PROPERTIES, RESOURCES, FIRST_NODE };

static size_t node_count(const struct pdf *pdf)
{
    return (pdf->pages->count + PAGES_A_NODE - 1) / PAGES_A_NODE;
}

static size_t first_page(const struct pdf *pdf)
{
    return pdf->section[SECTION_PAGES].first + FIRST_NODE + node_count(pdf);
}

size_t pages_object_count(const struct pdf *pdf)
{
    return FIRST_NODE + node_count(pdf) + pdf->pages->count;
}

void put_page_reference(struct buf *out, const struct pdf *pdf, size_t page)
{
    put_reference(out, first_page(pdf) + page);
}

static void put_kids(struct buf *out, size_t first, size_t count)
{
    buf_puts(out, "/Kids[");
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i ? " " : "");
        put_reference(out, first + i);
    }
    buf_puts(out, "]");
}

static void put_root(const struct pdf *pdf, struct buf *out)
{
    buf_puts(out, "<</Type/Pages/MediaBox[0 0 ");
    buf_points(out, pdf->pages->width, 5);
    buf_puts(out, " ");
    buf_points(out, pdf->pages->height, 5);
    buf_puts(out, "]");
    put_kids(out, pdf->section[SECTION_PAGES].first + FIRST_NODE, node_count(pdf));
    buf_format(out, "/Count %zu>>", pdf->pages->count);
}

static void put_node(const struct pdf *pdf, size_t node, struct buf *out)
{
    size_t from = node * PAGES_A_NODE, left = pdf->pages->count - from;
    size_t count = left < PAGES_A_NODE ? left : PAGES_A_NODE;
    buf_puts(out, "<</Type/Pages/Parent ");
    put_section_reference(out, pdf, SECTION_PAGES, 0);
    put_kids(out, first_page(pdf) + from, count);
    buf_format(out, "/Count %zu>>", count);
}

/* F1, F2 … */
static void put_fonts(const struct pdf *pdf, struct buf *out)
{
    buf_puts(out, "<<");
    for (size_t i = 0; i < pdf->fonts.n; i++)
        buf_format(out, "/F%zu %u 0 R", i + 1, object_number(pdf->fonts.at[i].dict));
    buf_puts(out, ">>");
}

static void put_properties(struct buf *out)
{
    buf_puts(out, "<</H<</Type/Pagination/Subtype/Header/Attached[/Top]>>"
                  "/F<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
                  "/R<</Type/Pagination>>>>");
}

/* Images are X1, X2 … in the order in which the page first uses them. */
static void put_resources(const struct pdf *pdf, const struct pdf_page *page, struct buf *out)
{
    buf_puts(out, "<</Font ");
    put_section_reference(out, pdf, SECTION_PAGES, FONTS);
    buf_puts(out, "/Properties ");
    put_section_reference(out, pdf, SECTION_PAGES, PROPERTIES);
    for (size_t i = 0; page && i < page->images.n; i++)
        buf_format(out, "%s/X%zu %u 0 R", i ? "" : "/XObject<<", i + 1,
                   object_number(pdf->images.at[page->images.at[i]].dict));
    buf_puts(out, page && page->images.n ? ">>>>" : ">>");
}

static void put_annotations(const struct pdf *pdf, const struct pdf_page *page, struct buf *out)
{
    bool any = false;
    for (size_t i = 0; i < page->links.n; i++) {
        if (page->links.at[i] == NO_LINK)
            continue;
        buf_puts(out, any ? " " : "/Annots[");
        put_link_reference(out, pdf, page->links.at[i]);
        any = true;
    }
    buf_puts(out, any ? "]" : "");
}

/* Behind a head that it shares. */
static void put_contents(const struct pdf *pdf, size_t index, struct buf *out)
{
    const struct page_head *head = &pdf->page[index].head;
    bool shares = head->shared != HEAD_OF_ONE;
    buf_puts(out, shares ? "/Contents[" : "/Contents ");
    if (shares) {
        put_section_reference(out, pdf, SECTION_HEADS, head->shared);
        buf_putc(out, ' ');
    }
    put_section_reference(out, pdf, SECTION_CONTENTS, index);
    buf_puts(out, shares ? "]" : "");
}

/* What all or many pages have, then what goes on from the page before. */
static void put_page(const struct pdf *pdf, size_t index, struct buf *out)
{
    const struct pdf_page *page = &pdf->page[index];
    buf_puts(out, pdf->structure ? "<</Type/Page/Tabs/S/Resources " : "<</Type/Page/Resources ");
    if (page->images.n)
        put_resources(pdf, page, out);
    else
        put_section_reference(out, pdf, SECTION_PAGES, RESOURCES);
    if (pdf->pages->at[index].turned)
        buf_puts(out, "/Rotate 90");
    buf_puts(out, "/Parent ");
    put_section_reference(out, pdf, SECTION_PAGES, FIRST_NODE + index / PAGES_A_NODE);
    put_contents(pdf, index, out);
    if (pdf->structure && page->sequences.n)
        buf_format(out, "/StructParents %zu", index);
    put_annotations(pdf, page, out);
    buf_puts(out, ">>");
}

void pages_put_object(const struct pdf *pdf, size_t index, struct buf *out)
{
    size_t nodes = node_count(pdf);
    if (index == ROOT)
        put_root(pdf, out);
    else if (index == FONTS)
        put_fonts(pdf, out);
    else if (index == PROPERTIES)
        put_properties(out);
    else if (index == RESOURCES)
        put_resources(pdf, NULL, out);
    else if (index < FIRST_NODE + nodes)
        put_node(pdf, index - FIRST_NODE, out);
    else
        put_page(pdf, index - FIRST_NODE - nodes, out);
}

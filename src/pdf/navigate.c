/* pdf: what leads somewhere: destinations, link annotations, bookmarks, page labels (ISO 32000-1 12.3 to 12.5). */
#include <string.h>

#include "pdf/writer.h"

/* Quarters of a point: short in the file, and exact in libharu's single precision. Nothing lies outside a page. */
static HPDF_REAL quarters(sp length)
{
    const sp most = HPDF_MAX_PAGE_SIZE * SP_POINT;
    sp inside = length < 0 ? 0 : length > most ? most : length;
    return (HPDF_REAL)((inside * 4 + SP_POINT / 2) / SP_POINT) / 4;
}

static HPDF_Page page_of_anchor(const struct pdf *pdf, uint32_t anchor)
{
    const struct locators *map = pdf->pages->map;
    if (!map || anchor == 0 || anchor >= map->anchor_count || map->page[anchor] < 0 ||
        (size_t)map->page[anchor] >= pdf->pages->count)
        return NULL;
    return pdf->page[map->page[anchor]].handle;
}

/* Destinations by anchor, each made once, when something first leads there. */
struct destinations {
    struct pdf *pdf;
    HPDF_Destination *at;
};

/* The viewer's zoom is kept: zoom 0, which libharu's own call rejects. */
static HPDF_Destination new_destination(const struct pdf *pdf, HPDF_Page page, sp y)
{
    HPDF_Destination made = HPDF_Page_CreateDestination(page);
    HPDF_Destination_SetXYZ(made, 0, quarters(pdf->pages->height - y), 1);
    HPDF_Real zoom = HPDF_Array_GetItem(made, 4, HPDF_OCLASS_REAL);
    if (zoom)
        zoom->value = 0;
    return made;
}

/* NULL when the anchor stands on no page. */
static HPDF_Destination destination(struct destinations *destinations, uint32_t anchor)
{
    struct pdf *pdf = destinations->pdf;
    HPDF_Page page = page_of_anchor(pdf, anchor);
    if (page && !destinations->at[anchor])
        destinations->at[anchor] = new_destination(pdf, page, pdf->pages->anchor_y[anchor]);
    return page ? destinations->at[anchor] : NULL;
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

static HPDF_Annotation report_nowhere(struct pdf *pdf, const struct page_item *item)
{
    diag(pdf->diags, DIAG_LINK_NOWHERE, pos_of(pdf, item), item->link.words ? item->link.words : "");
    return NULL;
}

static HPDF_Annotation add_uri(struct pdf *pdf, HPDF_Page page, HPDF_Rect rect, const struct page_item *item)
{
    enum { LONGEST = 60000 };
    const char *uri = escaped_uri(pdf, item->link.url);
    if (!*uri)
        return report_nowhere(pdf, item);
    if (strlen(uri) <= LONGEST)
        return HPDF_Page_CreateURILinkAnnot(page, rect, uri);
    diag(pdf->diags, DIAG_LINK_TOO_LONG, pos_of(pdf, item), arena_string(pdf->arena, uri, 60));
    return NULL;
}

static HPDF_Annotation add_jump(struct destinations *destinations, HPDF_Page page, HPDF_Rect rect,
                                const struct page_item *item)
{
    HPDF_Destination there = destination(destinations, item->link.anchor);
    return there ? HPDF_Page_CreateLinkAnnot(page, rect, there) : report_nowhere(destinations->pdf, item);
}

/* The rectangle with the given upper left corner. */
static HPDF_Rect rectangle(const struct pdf *pdf, sp x, sp y, sp width, sp height)
{
    sp up = pdf->pages->height - y;
    return (HPDF_Rect){.left = quarters(x), .bottom = quarters(up - height), .right = quarters(x + width),
                       .top = quarters(up)};
}

static HPDF_Annotation finished(struct pdf *pdf, HPDF_Annotation link, const char *words)
{
    enum { PRINT = 4 };
    if (!link)
        return NULL;
    HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
    HPDF_Dict_AddNumber(link, "F", PRINT);
    if (words && *words)
        object_add_text(pdf, link, "Contents", words);
    return link;
}

static HPDF_Annotation add_link(struct destinations *destinations, HPDF_Page page, const struct page_item *item)
{
    struct pdf *pdf = destinations->pdf;
    HPDF_Rect rect = rectangle(pdf, item->x, item->y, item->link.width, item->link.height);
    const char *words = item->link.words && *item->link.words ? item->link.words : item->link.url;
    return finished(pdf, item->link.url ? add_uri(pdf, page, rect, item) : add_jump(destinations, page, rect, item),
                    words);
}

/* A mark leads to its note, the note's label back to the first mark. */
static HPDF_Annotation add_note_link(struct pdf *pdf, HPDF_Page page, const struct page_item *item)
{
    const struct note_end *there = &pdf->note_ends[pdf->pages->tags[pdf_note_of(pdf, item->tag)].partner];
    sp width = 0, size = item->glyphs.size;
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        width += item->glyphs.glyphs[i].advance;
    if (there->page < 0)
        return NULL;
    HPDF_Destination destination = new_destination(pdf, pdf->page[there->page].handle, there->y);
    sp x = item->x, y = item->y - size * 4 / 5, height = size;
    if (item->turned)
        layout_turn(pdf->pages, &x, &y, &width, &height);
    HPDF_Rect rect = rectangle(pdf, x, y, width, height);
    return finished(pdf, HPDF_Page_CreateLinkAnnot(page, rect, destination), pdf_note_words(pdf, item));
}

static void add_links(struct destinations *destinations)
{
    struct pdf *pdf = destinations->pdf;
    for (size_t p = 0; p < pdf->pages->count; p++) {
        struct pdf_page *page = &pdf->page[p];
        for (size_t i = 0; i < pdf->pages->at[p].item_count; i++) {
            const struct page_item *item = &pdf->pages->at[p].items[i];
            if (!pdf_item_leads(pdf, item))
                continue;
            HPDF_Annotation link = item->kind == ITEM_LINK ? add_link(destinations, page->handle, item)
                                                           : add_note_link(pdf, page->handle, item);
            vec_push(pdf->arena, &page->links, link);
        }
    }
}

/* Levels may be skipped: an entry hangs under the nearest one above that has a lower level. */
static void add_outline(struct destinations *destinations)
{
    enum { DEEPEST = 16 };
    struct pdf *pdf = destinations->pdf;
    HPDF_Outline above[DEEPEST + 1] = {NULL};
    for (size_t i = 0; i < pdf->pages->outline_count; i++) {
        const struct outline_entry *entry = &pdf->pages->outline[i];
        int level = entry->level < 1 ? 1 : entry->level > DEEPEST ? DEEPEST : entry->level, parent = level - 1;
        while (parent > 0 && !above[parent])
            parent--;
        HPDF_Outline outline = HPDF_CreateOutline(pdf->doc, above[parent], "", NULL);
        HPDF_Destination there = destination(destinations, entry->anchor);
        if (!outline)
            return;
        HPDF_Dict_RemoveElement(outline, "Type");
        object_add_text(pdf, outline, "Title", entry->title);
        HPDF_Outline_SetOpened(outline, level == 1);
        if (there)
            HPDF_Outline_SetDestination(outline, there);
        above[level] = outline;
        for (int deeper = level + 1; deeper <= DEEPEST; deeper++)
            above[deeper] = NULL;
    }
    if (pdf->pages->outline_count)
        HPDF_SetPageMode(pdf->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

/* Does the page's label follow from the one before it? */
static bool continues(const struct page *before, const struct page *page)
{
    if (page->folio != before->folio)
        return false;
    if (page->folio == FOLIO_NONE)
        return !page->label && !before->label;
    return page->number == before->number + 1;
}

static void start_labels(struct pdf *pdf, size_t index, const struct page *page)
{
    if (page->folio != FOLIO_NONE && page->number > 0) {
        HPDF_AddPageLabel(pdf->doc, (HPDF_UINT)index,
                          page->folio == FOLIO_ROMAN ? HPDF_PAGE_NUM_STYLE_LOWER_ROMAN : HPDF_PAGE_NUM_STYLE_DECIMAL,
                          (HPDF_UINT)page->number, NULL);
        return;
    }
    HPDF_Dict label = HPDF_Dict_New(pdf->doc->mmgr);
    if (page->label && *page->label)
        object_add_text(pdf, label, "P", page->label);
    HPDF_Catalog_AddPageLabel(pdf->doc->catalog, (HPDF_UINT)index, label);
}

static void add_labels(struct pdf *pdf)
{
    const struct page *pages = pdf->pages->at;
    for (size_t i = 0; i < pdf->pages->count; i++)
        if (i == 0 || !continues(&pages[i - 1], &pages[i]))
            start_labels(pdf, i, &pages[i]);
}

void pdf_add_navigation(struct pdf *pdf)
{
    size_t count = pdf->pages->map ? pdf->pages->map->anchor_count : 0;
    struct destinations destinations = {pdf, arena_alloc(pdf->arena, count * sizeof(HPDF_Destination))};
    add_links(&destinations);
    add_outline(&destinations);
    add_labels(pdf);
}

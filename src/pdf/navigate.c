/* pdf: bookmarks and page labels (ISO 32000-1 12.3.3 and 12.4.2). */
#include "pdf/writer.h"

/* Levels may be skipped: an entry hangs under the nearest one above that has a lower level. */
static uint32_t parent_of(const uint32_t *last, int level)
{
    while (level > 1 && !last[level - 1])
        level--;
    return level > 1 ? last[level - 1] : 0;
}

/* How many bookmarks below each are seen when it is opened: children come after their parents. */
static void count_bookmarks(struct pdf *pdf)
{
    for (size_t i = pdf->bookmarks.n; i-- > 1;) {
        const struct bookmark *mark = &pdf->bookmarks.at[i];
        pdf->bookmarks.at[mark->parent].below += 1 + (mark->is_open ? mark->below : 0);
    }
}

static void hang(struct pdf *pdf, uint32_t index)
{
    struct bookmark *mark = &pdf->bookmarks.at[index], *parent = &pdf->bookmarks.at[mark->parent];
    mark->before = parent->last;
    if (parent->last)
        pdf->bookmarks.at[parent->last].next = index;
    else
        parent->first = index;
    parent->last = index;
}

static void find_bookmarks(struct pdf *pdf)
{
    enum { DEEPEST = 16 };
    uint32_t last[DEEPEST + 1] = {0}; /* of each level, since the last one above it */
    if (!pdf->pages->outline_count)
        return;
    vec_push(pdf->arena, &pdf->bookmarks, (struct bookmark){.is_open = true});
    for (size_t i = 0; i < pdf->pages->outline_count; i++) {
        const struct outline_entry *entry = &pdf->pages->outline[i];
        int level = entry->level < 1 ? 1 : entry->level > DEEPEST ? DEEPEST : entry->level;
        struct bookmark mark = {.title = entry->title, .place = pdf_place_of(pdf, entry->anchor),
                                .parent = parent_of(last, level), .is_open = level == 1};
        vec_push(pdf->arena, &pdf->bookmarks, mark);
        hang(pdf, (uint32_t)i + 1);
        last[level] = (uint32_t)i + 1;
        for (int deeper = level + 1; deeper <= DEEPEST; deeper++)
            last[deeper] = 0;
    }
    count_bookmarks(pdf);
    HPDF_SetPageMode(pdf->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

static void put_neighbour(const struct pdf *pdf, const char *key, uint32_t index, struct buf *out)
{
    if (!index)
        return;
    buf_puts(out, key);
    put_section_reference(out, pdf, SECTION_OUTLINE, index);
}

void outline_put_object(const struct pdf *pdf, size_t index, struct buf *out)
{
    const struct bookmark *mark = &pdf->bookmarks.at[index];
    buf_puts(out, index ? "<</Title" : "<</Type/Outlines");
    if (index) {
        put_text_string(out, mark->title);
        buf_puts(out, "/Parent ");
        put_section_reference(out, pdf, SECTION_OUTLINE, mark->parent);
    }
    put_neighbour(pdf, "/Prev ", mark->before, out);
    put_neighbour(pdf, "/Next ", mark->next, out);
    put_neighbour(pdf, "/First ", mark->first, out);
    put_neighbour(pdf, "/Last ", mark->last, out);
    if (mark->below)
        buf_format(out, mark->is_open ? "/Count %u" : "/Count -%u", mark->below);
    if (index && mark->place.page >= 0)
        put_place(out, pdf, &mark->place);
    buf_puts(out, ">>");
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
    pdf_find_links(pdf);
    find_bookmarks(pdf);
    add_labels(pdf);
}

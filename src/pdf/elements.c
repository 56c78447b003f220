/*
 * pdf: the structure tree as objects (ISO 32000-1 14.7): first the root, then the elements, then the
 * leaves of the tree from content to elements (14.7.4.4) and those of the tree from identifiers to notes. Attributes
 * that many elements share stand in the class map.
 */
#include <string.h>

#include "pdf/structure.h"

enum { LEAF = 256 /* entries */ };

static const char *const scopes[] = {[SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row"};
static const char *const numberings[] = {
    [NUMBERING_DISC] = "Disc", [NUMBERING_DECIMAL] = "Decimal", [NUMBERING_LOWER_ROMAN] = "LowerRoman",
    [NUMBERING_LOWER_ALPHA] = "LowerAlpha", [NUMBERING_UPPER_ROMAN] = "UpperRoman",
    [NUMBERING_UPPER_ALPHA] = "UpperAlpha"};
enum { SCOPES = sizeof scopes / sizeof *scopes, NUMBERINGS = sizeof numberings / sizeof *numberings };

static size_t leaves(size_t entries)
{
    return (entries + LEAF - 1) / LEAF;
}

static size_t first_parents(const struct structure *structure)
{
    return 1 + structure->elements.n;
}

static size_t first_ids(const struct structure *structure)
{
    return first_parents(structure) + leaves(structure->parents.n);
}

size_t structure_object_count(const struct structure *structure)
{
    return structure ? first_ids(structure) + leaves(structure->notes.n) : 0;
}

static void put_object_reference(struct buf *out, const struct structure *structure, size_t index)
{
    put_section_reference(out, structure->pdf, SECTION_STRUCTURE, index);
}

static void put_element_reference(struct buf *out, const struct structure *structure, uint32_t tag)
{
    put_object_reference(out, structure, 1 + structure->order[tag]);
}

static void put_kids_of_tree(struct buf *out, const struct structure *structure, const char *name, size_t from,
                             size_t count)
{
    buf_format(out, "/%s<</Kids[", name);
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i ? " " : "");
        put_object_reference(out, structure, from + i);
    }
    buf_puts(out, "]>>");
}

static void put_class_map(struct buf *out)
{
    buf_puts(out, "/ClassMap<<");
    for (int i = 0; i < SCOPES; i++)
        if (scopes[i])
            buf_format(out, "/%s<</O/Table/Scope/%s>>", scopes[i], scopes[i]);
    for (int i = 0; i < NUMBERINGS; i++)
        if (numberings[i])
            buf_format(out, "/%s<</O/List/ListNumbering/%s>>", numberings[i], numberings[i]);
    buf_puts(out, ">>");
}

static void put_root(const struct structure *structure, struct buf *out)
{
    buf_puts(out, "<</Type/StructTreeRoot/K ");
    put_element_reference(out, structure, 0);
    buf_format(out, "/ParentTreeNextKey %u",
               structure->parents.n ? structure->parents.at[structure->parents.n - 1].key + 1 : 0);
    put_kids_of_tree(out, structure, "ParentTree", first_parents(structure), leaves(structure->parents.n));
    if (structure->notes.n)
        put_kids_of_tree(out, structure, "IDTree", first_ids(structure), leaves(structure->notes.n));
    put_class_map(out);
    buf_puts(out, ">>");
}

/* By its place among the notes. As text, they stand in the same order. */
static void put_id(struct buf *out, size_t note)
{
    buf_format(out, "(note-%06zu)", note + 1);
}

/* The place of a note among them. */
static size_t note_place(const struct structure *structure, uint32_t tag)
{
    size_t from = 0, to = structure->notes.n;
    while (from + 1 < to) {
        size_t middle = (from + to) / 2;
        if (structure->notes.at[middle] <= tag)
            from = middle;
        else
            to = middle;
    }
    return from;
}

static void put_spans(struct buf *out, const struct tag *tag)
{
    if (tag->colspan < 2 && tag->rowspan < 2)
        return;
    buf_puts(out, "/A<</O/Table");
    if (tag->colspan > 1)
        buf_format(out, "/ColSpan %u", tag->colspan);
    if (tag->rowspan > 1)
        buf_format(out, "/RowSpan %u", tag->rowspan);
    buf_puts(out, ">>");
}

static void put_box(const struct structure *structure, const struct box *box, struct buf *out)
{
    sp height = structure->pdf->pages->height;
    const sp edges[] = {box->left, height - box->bottom, box->right, height - box->top};
    buf_puts(out, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        buf_puts(out, i ? " " : "");
        buf_points(out, edges[i], 2);
    }
    buf_puts(out, "]>>");
}

static void put_attributes(const struct structure *structure, uint32_t number, struct buf *out)
{
    const struct tag *tag = &structure->pdf->pages->tags[number];
    if (tag->role == ROLE_TH)
        buf_format(out, "/C/%s", scopes[tag->scope == SCOPE_NONE ? SCOPE_COLUMN : tag->scope]);
    if (tag->role == ROLE_TH || tag->role == ROLE_TD)
        put_spans(out, tag);
    if (tag->role == ROLE_L && tag->numbering != NUMBERING_NONE)
        buf_format(out, "/C/%s", numberings[tag->numbering]);
    if (structure->boxes.at[structure->box_of[number]].known)
        put_box(structure, &structure->boxes.at[structure->box_of[number]], out);
}

static void put_kid(const struct structure *structure, const struct kid *kid, uint32_t page, struct buf *out)
{
    const struct pdf *pdf = structure->pdf;
    if (kid->kind == KID_ELEMENT) {
        put_element_reference(out, structure, kid->number);
        return;
    }
    if (kid->kind == KID_CONTENT && kid->page == page) {
        buf_number(out, kid->number);
        return;
    }
    buf_puts(out, kid->kind == KID_LINK ? "<</Type/OBJR" : "<</Type/MCR");
    if (kid->page != page) {
        buf_puts(out, "/Pg ");
        put_page_reference(out, pdf, kid->page);
    }
    buf_puts(out, kid->kind == KID_LINK ? "/Obj " : "/MCID ");
    if (kid->kind == KID_LINK)
        put_link_reference(out, pdf, pdf->page[kid->page].links.at[kid->number]);
    else
        buf_number(out, kid->number);
    buf_puts(out, ">>");
}

/* Without a bracket of its own. */
static bool starts_bare(const struct kid *kid, uint32_t page)
{
    return kid->kind == KID_ELEMENT || (kid->kind == KID_CONTENT && kid->page == page);
}

static void put_kids(const struct structure *structure, uint32_t number, struct buf *out)
{
    const struct kid *from = &structure->kids[structure->ranges[number].from];
    const struct kid *to = &structure->kids[structure->ranges[number].to], *kid = from;
    uint32_t page = UINT32_MAX;
    while (kid < to && kid->kind == KID_ELEMENT)
        kid++;
    if (kid < to) {
        page = kid->page;
        buf_puts(out, "/Pg ");
        put_page_reference(out, structure->pdf, page);
    }
    if (from == to)
        return;
    buf_puts(out, to - from > 1 ? "/K[" : "/K ");
    for (kid = from; kid < to; kid++) {
        buf_puts(out, kid > from && starts_bare(kid, page) ? " " : "");
        put_kid(structure, kid, page, out);
    }
    buf_puts(out, to - from > 1 ? "]" : "");
}

static void put_element(const struct structure *structure, uint32_t number, struct buf *out)
{
    const struct tag *tag = &structure->pdf->pages->tags[number];
    buf_puts(out, "<</S/");
    buf_puts(out, role_name(tag->role));
    buf_puts(out, "/P ");
    if (number)
        put_element_reference(out, structure, tag->parent);
    else
        put_object_reference(out, structure, 0);
    put_kids(structure, number, out);
    put_attributes(structure, number, out);
    if (tag->language) {
        buf_puts(out, "/Lang");
        put_text_string(out, tag->language);
    }
    if (tag->alt && *tag->alt) {
        buf_puts(out, "/Alt");
        put_text_string(out, tag->alt);
    }
    if (tag->role == ROLE_NOTE) {
        buf_puts(out, "/ID");
        put_id(out, note_place(structure, number));
    }
    buf_puts(out, ">>");
}

static void put_parents_of_page(const struct structure *structure, uint32_t page, struct buf *out)
{
    const struct pdf_page *holder = &structure->pdf->page[page];
    size_t tags = structure->pdf->pages->tag_count;
    buf_putc(out, '[');
    for (size_t i = 0; i < holder->sequences.n; i++) {
        uint32_t tag = holder->sequences.at[i];
        buf_puts(out, i ? " " : "");
        put_element_reference(out, structure, tag < tags ? tag : 0);
    }
    buf_putc(out, ']');
}

static void put_parents(const struct structure *structure, size_t leaf, struct buf *out)
{
    size_t from = leaf * LEAF, to = from + LEAF < structure->parents.n ? from + LEAF : structure->parents.n;
    const struct parent *parents = structure->parents.at;
    buf_format(out, "<</Limits[%u %u]/Nums[", parents[from].key, parents[to - 1].key);
    for (size_t i = from; i < to; i++) {
        buf_puts(out, i > from ? " " : "");
        buf_number(out, parents[i].key);
        buf_puts(out, " ");
        if (parents[i].tag == UINT32_MAX)
            put_parents_of_page(structure, parents[i].page, out);
        else
            put_element_reference(out, structure, parents[i].tag);
    }
    buf_puts(out, "]>>");
}

static void put_ids(const struct structure *structure, size_t leaf, struct buf *out)
{
    size_t from = leaf * LEAF, to = from + LEAF < structure->notes.n ? from + LEAF : structure->notes.n;
    buf_puts(out, "<</Limits[");
    put_id(out, from);
    put_id(out, to - 1);
    buf_puts(out, "]/Names[");
    for (size_t i = from; i < to; i++) {
        put_id(out, i);
        put_element_reference(out, structure, structure->notes.at[i]);
    }
    buf_puts(out, "]>>");
}

void structure_put_object(const struct pdf *pdf, size_t index, struct buf *out)
{
    const struct structure *structure = pdf->structure;
    if (index == 0)
        put_root(structure, out);
    else if (index < first_parents(structure))
        put_element(structure, structure->elements.at[index - 1], out);
    else if (index < first_ids(structure))
        put_parents(structure, index - first_parents(structure), out);
    else
        put_ids(structure, index - first_ids(structure), out);
}

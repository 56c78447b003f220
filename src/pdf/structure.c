/*
 * pdf: the structure tree (ISO 32000-1 14.7 and 14.8): which elements there are, what each holds and in which order.
 *
 * The order is that of the elements' numbers, whatever was drawn first: a figure that had no room stands pages behind
 * the text that it belongs to. Among what an element draws itself its children stand where the first of their content
 * does. What draws nothing is left out, except cells: a table has as many in each row.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/structure.h"

enum { LEFT_OUT = UINT32_MAX };

/* A kid as it is found. */
struct found {
    uint32_t tag;
    struct kid kid;
};

struct finder {
    struct structure *structure;
    const struct pages *pages;
    struct arena *arena;   /* of the structure */
    struct arena *passing; /* of what is needed only while it is found */
    VEC(struct found) found;
};

static void include(struct finder *finder, uint32_t tag)
{
    struct structure *structure = finder->structure;
    if (structure->order[tag] != LEFT_OUT)
        return;
    structure->order[tag] = 0;
    if (!tag)
        return;
    uint32_t parent = finder->pages->tags[tag].parent;
    include(finder, parent);
    struct found child = {parent, {.kind = KID_ELEMENT, .number = tag}};
    vec_push(finder->passing, &finder->found, child);
}

static void find_content(struct finder *finder, const struct pdf *pdf)
{
    for (size_t p = 0; p < pdf->pages->count; p++)
        for (size_t i = 0; i < pdf->page[p].marks.n; i++) {
            const struct pdf_mark *mark = &pdf->page[p].marks.at[i];
            uint32_t tag = mark->tag < pdf->pages->tag_count ? mark->tag : 0;
            struct kid kid = {mark->is_link ? KID_LINK : KID_CONTENT, (uint32_t)p, mark->number};
            if (mark->is_link && pdf->page[p].links.at[mark->number] == NO_LINK)
                continue;
            include(finder, tag);
            vec_push(finder->passing, &finder->found, ((struct found){tag, kid}));
        }
}

/* Cells without text, and the body of a list item that has only a label. */
static void find_empty(struct finder *finder)
{
    for (uint32_t i = 1; i < finder->pages->tag_count; i++) {
        enum role role = finder->pages->tags[i].role;
        bool item_body = role == ROLE_LBODY && finder->structure->order[finder->pages->tags[i].parent] != LEFT_OUT;
        if (role == ROLE_TR || role == ROLE_TH || role == ROLE_TD || item_body)
            include(finder, i);
    }
}

/* Kids by element, in the order in which they were found. */
static void deal_kids(struct finder *finder)
{
    struct structure *structure = finder->structure;
    size_t count = finder->pages->tag_count;
    uint32_t next = 0;
    structure->ranges = arena_alloc(finder->arena, count * sizeof *structure->ranges);
    structure->kids = arena_alloc(finder->arena, (finder->found.n + 1) * sizeof *structure->kids);
    for (size_t i = 0; i < finder->found.n; i++)
        structure->ranges[finder->found.at[i].tag].to++;
    for (size_t i = 0; i < count; i++) {
        uint32_t size = structure->ranges[i].to;
        structure->ranges[i] = (struct kid_range){next, next};
        next += size;
    }
    for (size_t i = 0; i < finder->found.n; i++)
        structure->kids[structure->ranges[finder->found.at[i].tag].to++] = finder->found.at[i].kid;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The places of children among the kids stay, the children change places until their numbers rise. */
static void sort_children(struct finder *finder, uint32_t tag)
{
    struct structure *structure = finder->structure;
    uint32_t from = structure->ranges[tag].from, to = structure->ranges[tag].to, last = 0, n = 0;
    bool rising = true;
    for (uint32_t i = from; i < to; i++)
        if (structure->kids[i].kind == KID_ELEMENT) {
            rising &= structure->kids[i].number > last;
            last = structure->kids[i].number;
        }
    if (rising)
        return;
    uint32_t *numbers = arena_alloc(finder->passing, (to - from) * sizeof *numbers);
    for (uint32_t i = from; i < to; i++)
        if (structure->kids[i].kind == KID_ELEMENT)
            numbers[n++] = structure->kids[i].number;
    qsort(numbers, n, sizeof *numbers, by_number);
    n = 0;
    for (uint32_t i = from; i < to; i++)
        if (structure->kids[i].kind == KID_ELEMENT)
            structure->kids[i].number = numbers[n++];
}

static bool is_holder(enum role role)
{
    return role == ROLE_TH || role == ROLE_TD || role == ROLE_LBL || role == ROLE_LBODY;
}

/* A paragraph alone in a cell or in a list item says nothing that these do not say: they take its content. */
static void take_lone_paragraph(struct finder *finder, uint32_t tag)
{
    struct structure *structure = finder->structure;
    struct kid_range *range = &structure->ranges[tag];
    const struct kid *kid = &structure->kids[range->from];
    if (!is_holder(finder->pages->tags[tag].role) || range->to - range->from != 1 || kid->kind != KID_ELEMENT)
        return;
    const struct tag *child = &finder->pages->tags[kid->number];
    if (child->role != ROLE_P || child->language)
        return;
    structure->order[kid->number] = structure->order[tag];
    *range = structure->ranges[kid->number];
}

/* Up to `count` elements by role, those of a role in their order. */
static void sort_by_role(const struct finder *finder, uint32_t *elements, uint32_t count, uint32_t *room)
{
    const struct tag *tags = finder->pages->tags;
    uint32_t next[ROLE_COUNT + 1] = {0};
    for (uint32_t i = 0; i < count; i++)
        next[tags[elements[i]].role + 1]++;
    for (int role = 0; role < ROLE_COUNT; role++)
        next[role + 1] += next[role];
    for (uint32_t i = 0; i < count; i++)
        room[next[tags[elements[i]].role]++] = elements[i];
    memcpy(elements, room, count * sizeof *elements);
}

/*
 * Like elements stand beside each other, which makes the file smaller; but only among so many that a reader who follows
 * the tree need not keep more than a few object streams at hand.
 */
static void sort_elements(struct finder *finder)
{
    enum { AMONG = 4000 };
    struct structure *structure = finder->structure;
    uint32_t *elements = structure->elements.at, count = (uint32_t)structure->elements.n;
    uint32_t *places = arena_alloc(finder->passing, (count + AMONG) * sizeof *places);
    for (uint32_t from = 0; from < count; from += AMONG)
        sort_by_role(finder, elements + from, count - from < AMONG ? count - from : AMONG, places);
    for (uint32_t i = 0; i < count; i++)
        places[structure->order[elements[i]]] = i;
    for (uint32_t i = 0; i < finder->pages->tag_count; i++)
        if (structure->order[i] != LEFT_OUT)
            structure->order[i] = places[structure->order[i]];
}

static void number_elements(struct finder *finder)
{
    struct structure *structure = finder->structure;
    for (uint32_t i = 0; i < finder->pages->tag_count; i++) {
        if (structure->order[i] != 0) /* left out, or taken in */
            continue;
        structure->order[i] = (uint32_t)structure->elements.n;
        vec_push(finder->arena, &structure->elements, i);
        if (finder->pages->tags[i].role == ROLE_NOTE)
            vec_push(finder->arena, &structure->notes, i);
        take_lone_paragraph(finder, i);
        sort_children(finder, i);
    }
}

static sp lesser(sp a, sp b)
{
    return a < b ? a : b;
}

/* The boxes of figures, on the page where each begins. */
static void find_boxes(struct finder *finder)
{
    struct structure *structure = finder->structure;
    structure->box_of = arena_alloc(finder->arena, finder->pages->tag_count * sizeof *structure->box_of);
    vec_push(finder->arena, &structure->boxes, ((struct box){0}));
    for (size_t p = 0; p < finder->pages->count; p++)
        for (size_t i = 0; i < finder->pages->at[p].item_count; i++) {
            const struct page_item *item = &finder->pages->at[p].items[i];
            if (item->kind != ITEM_IMAGE || !item->tag || item->tag >= finder->pages->tag_count)
                continue;
            sp x = item->x, y = item->y, width = item->image.width, height = item->image.height;
            if (item->turned)
                layout_turn(finder->pages, &x, &y, &width, &height);
            sp right = x + width, bottom = y + height;
            uint32_t *number = &structure->box_of[item->tag];
            if (!*number) {
                *number = (uint32_t)structure->boxes.n;
                vec_push(finder->arena, &structure->boxes, ((struct box){true, (uint32_t)p, x, y, right, bottom}));
            }
            struct box *box = &structure->boxes.at[*number];
            if (box->page != p)
                continue;
            box->left = lesser(box->left, x);
            box->top = lesser(box->top, y);
            box->right = -lesser(-box->right, -right);
            box->bottom = -lesser(-box->bottom, -bottom);
        }
}

/* What stands behind each key: a page's is its index; those of the links follow. */
static void list_parents(struct finder *finder, const struct pdf *pdf)
{
    struct structure *structure = finder->structure;
    for (size_t p = 0; p < pdf->pages->count; p++)
        if (pdf->page[p].sequences.n)
            vec_push(finder->arena, &structure->parents, ((struct parent){(uint32_t)p, (uint32_t)p, LEFT_OUT}));
    for (size_t p = 0; p < pdf->pages->count; p++)
        for (size_t i = 0; i < pdf->page[p].marks.n; i++) {
            const struct pdf_mark *mark = &pdf->page[p].marks.at[i];
            uint32_t link = mark->is_link ? pdf->page[p].links.at[mark->number] : NO_LINK;
            uint32_t key = (uint32_t)pdf->pages->count + link;
            if (link != NO_LINK)
                vec_push(finder->arena, &structure->parents, ((struct parent){key, (uint32_t)p, mark->tag}));
        }
}

static void mark_catalog(struct pdf *pdf)
{
    HPDF_Dict info = HPDF_Dict_New(pdf->doc->mmgr);
    HPDF_Dict_AddBoolean(info, "Marked", HPDF_TRUE);
    HPDF_Dict_Add(pdf->doc->catalog, "MarkInfo", info);
}

void pdf_add_structure(struct pdf *pdf)
{
    struct structure *structure = arena_alloc(pdf->arena, sizeof *structure);
    struct finder finder = {.structure = structure, .pages = pdf->pages, .arena = pdf->arena};
    if (!pdf->pages->tag_count)
        return;
    finder.passing = arena_new();
    structure->pdf = pdf;
    structure->order = arena_alloc(pdf->arena, pdf->pages->tag_count * sizeof *structure->order);
    memset(structure->order, 0xFF, pdf->pages->tag_count * sizeof *structure->order);
    include(&finder, 0);
    find_content(&finder, pdf);
    find_empty(&finder);
    deal_kids(&finder);
    number_elements(&finder);
    sort_elements(&finder);
    find_boxes(&finder);
    list_parents(&finder, pdf);
    arena_free(finder.passing);
    mark_catalog(pdf);
    pdf->structure = structure;
}

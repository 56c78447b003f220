/*
 * pdf: page contents (ISO 32000-1 8 and 14.6): marked-content sequences, rules and images as operators; deflated.
 */
#include "pdf/content.h"

void put_number(struct writer *w, int64_t value, int decimals, char after)
{
    put_fixed(w->out, value, decimals);
    buf_putc(w->out, after);
}

void end_mark(struct writer *w)
{
    close_array(w);
    for (; w->marked; w->marked--)
        buf_puts(w->out, "EMC\n");
}

/* What is no text and belongs nowhere is an artifact. */
static enum artifact artifact_of(const struct page_item *item)
{
    bool lost = item->kind != ITEM_GLYPHS && !item->tag;
    return lost && item->artifact == ARTIFACT_NONE ? ARTIFACT_RULE : item->artifact;
}

/* With the properties, by name, of what is told apart: pages.c. */
static const char *artifact_opening(enum artifact artifact)
{
    switch (artifact) {
    case ARTIFACT_HEADER:
        return "/Artifact/H BDC\n";
    case ARTIFACT_FOOTER:
        return "/Artifact/F BDC\n";
    case ARTIFACT_REPEATED:
        return "/Artifact/R BDC\n";
    default:
        return "/Artifact BMC\n";
    }
}

static void open_artifact(struct writer *w, const char *actual)
{
    buf_puts(w->out, artifact_opening(w->artifact));
    if (!actual)
        return;
    buf_puts(w->out, "/Span<<");
    buf_puts(w->out, actual);
    buf_puts(w->out, ">>BDC\n");
    w->marked++;
}

static void open_content(struct writer *w, const char *actual)
{
    const struct pages *pages = w->pdf->pages;
    buf_putc(w->out, '/');
    buf_puts(w->out, actual ? "Span" : w->tag < pages->tag_count ? role_name(pages->tags[w->tag].role) : "Document");
    buf_puts(w->out, "<</MCID ");
    buf_number(w->out, w->mcid);
    if (actual)
        buf_puts(w->out, actual);
    buf_puts(w->out, ">>BDC\n");
    vec_push(w->worker->arena, &w->page->marks, ((struct pdf_mark){.tag = w->tag, .number = w->mcid++}));
    vec_push(w->worker->arena, &w->page->sequences, w->tag);
}

void open_mark(struct writer *w, const struct page_item *item, const char *actual)
{
    bool text = item->kind == ITEM_GLYPHS;
    end_mark(w);
    if (text)
        begin_text(w);
    else
        end_text(w);
    w->marked = 1;
    w->text_marked = text;
    w->tag = item->tag;
    w->artifact = artifact_of(item);
    if (w->artifact != ARTIFACT_NONE)
        open_artifact(w, actual);
    else
        open_content(w, actual);
}

void begin_item(struct writer *w, const struct page_item *item)
{
    bool text = item->kind == ITEM_GLYPHS;
    if (!w->marked || w->text_marked != text || w->tag != item->tag || w->artifact != artifact_of(item))
        open_mark(w, item, NULL);
}

void set_color(struct writer *w, int32_t color)
{
    int64_t parts[3];
    if (color == w->color)
        return;
    close_array(w);
    for (int i = 0; i < 3; i++)
        parts[i] = nearest_quotient((color >> (16 - 8 * i) & 0xFF) * 1000, 255);
    bool gray = parts[0] == parts[1] && parts[1] == parts[2];
    for (int i = 0; i < (gray ? 1 : 3); i++)
        put_number(w, parts[i], 3, ' ');
    buf_puts(w->out, gray ? "g\n" : "rg\n");
    w->color = color;
}

/* The place of an image in the page's list, from 1; added when it is new. */
static size_t image_number(struct writer *w, uint32_t index)
{
    number_list *list = &w->page->images;
    size_t i = 0;
    while (i < list->n && list->at[i] != index)
        i++;
    if (i == list->n)
        vec_push(w->worker->arena, list, index);
    return i + 1;
}

static void draw_rule(struct writer *w, const struct page_item *item)
{
    begin_item(w, item);
    set_color(w, item->rule.color);
    put_number(w, rounded(item->x, 1000), 3, ' ');
    put_number(w, rounded(w->pdf->pages->height - item->y - item->rule.height, 1000), 3, ' ');
    put_number(w, rounded(item->rule.width, 1000), 3, ' ');
    put_number(w, rounded(item->rule.height, 1000), 3, ' ');
    buf_puts(w->out, "re\nf\n");
}

/*
 * The unit square, in which an image is drawn with its first row on top, turned as the EXIF orientation asks, then
 * stretched to the item's box: columns of the matrix are the images of the stored picture's width and height.
 */
static void put_image_matrix(struct writer *w, const struct page_item *item)
{
    static const struct {
        int8_t a, b, c, d, e, f;
    } turns[] = {
        {1, 0, 0, 1, 0, 0}, {-1, 0, 0, 1, 1, 0},  {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
        {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1}, {0, 1, 1, 0, 0, 0},   {0, 1, -1, 0, 1, 0},
    };
    int orientation = item->image.image->orientation;
    int turn = orientation >= 1 && orientation <= 8 ? orientation - 1 : 0;
    int64_t width = rounded(item->image.width, 1000), height = rounded(item->image.height, 1000);
    int64_t left = rounded(item->x, 1000);
    int64_t bottom = rounded(w->pdf->pages->height - item->y - item->image.height, 1000);
    put_number(w, turns[turn].a * width, 3, ' ');
    put_number(w, turns[turn].b * height, 3, ' ');
    put_number(w, turns[turn].c * width, 3, ' ');
    put_number(w, turns[turn].d * height, 3, ' ');
    put_number(w, left + turns[turn].e * width, 3, ' ');
    put_number(w, bottom + turns[turn].f * height, 3, ' ');
    buf_puts(w->out, "cm ");
}

static void draw_image(struct writer *w, const struct page_item *item)
{
    uint32_t index = pdf_image_index(w->pdf, item->image.image);
    begin_item(w, item);
    buf_puts(w->out, "q ");
    put_image_matrix(w, item);
    buf_format(w->out, "/X%zu Do Q\n", image_number(w, index));
}

static struct graphics graphics_of(const struct writer *w)
{
    return (struct graphics){w->font, w->size, w->rise, w->spacing, w->leading, w->color};
}

static void set_graphics(struct writer *w, const struct graphics *graphics)
{
    w->font = graphics->font;
    w->size = graphics->size;
    w->rise = graphics->rise;
    w->spacing = graphics->spacing;
    w->leading = graphics->leading;
    w->color = graphics->color;
}

/* A quarter anticlockwise, so that the sheet's left edge becomes the lower one; or back. */
static void turn_space(struct writer *w, bool turned)
{
    if (w->turned == turned)
        return;
    end_mark(w);
    end_text(w);
    if (turned) {
        w->upright = graphics_of(w);
        buf_puts(w->out, "q 0 1 -1 0 ");
        put_number(w, rounded(w->pdf->pages->height, 1000), 3, ' ');
        buf_puts(w->out, "0 cm\n");
    } else {
        buf_puts(w->out, "Q\n");
        set_graphics(w, &w->upright);
    }
    w->turned = turned;
}

static void draw_item(struct writer *w, const struct page_item *item)
{
    switch (item->kind) {
    case ITEM_GLYPHS:
        turn_space(w, item->turned);
        draw_glyphs(w, item);
        break;
    case ITEM_RULE:
        turn_space(w, item->turned);
        draw_rule(w, item);
        break;
    case ITEM_IMAGE:
        turn_space(w, item->turned);
        draw_image(w, item);
        break;
    case ITEM_LINK:
    case ITEM_ANCHOR:
        break;
    }
}

static struct writer writer_of(struct pdf *pdf, size_t page, int worker)
{
    struct writer w = {.pdf = pdf, .page = &pdf->page[page], .worker = &pdf->worker[worker], .font = NO_FONT};
    w.out = &w.worker->content;
    w.out->n = 0;
    return w;
}

/* How many items at the start of a page are its running head and one rule. */
static uint32_t count_head(const struct page *page)
{
    uint32_t count = 0;
    while (count < page->item_count && page->items[count].kind == ITEM_GLYPHS && !page->items[count].turned &&
           page->items[count].artifact == ARTIFACT_HEADER)
        count++;
    const struct page_item *next = &page->items[count];
    bool ruled = count && count < page->item_count && next->kind == ITEM_RULE && !next->turned && !next->tag;
    return count + ruled;
}

static void write_head(void *context, size_t index, int number)
{
    struct pdf *pdf = context;
    const struct page *source = &pdf->pages->at[index];
    struct page_head *head = &pdf->page[index].head;
    struct writer w = writer_of(pdf, index, number);
    head->items = count_head(source);
    if (!head->items)
        return;
    for (uint32_t i = 0; i < head->items; i++)
        draw_item(&w, &source->items[i]);
    end_mark(&w);
    end_text(&w);
    set_color(&w, 0); /* of most texts */
    head->operators = arena_copy(w.worker->arena, w.out->at, w.out->n);
    head->size = w.out->n;
    head->after = graphics_of(&w);
}

static void write_page(void *context, size_t index, int number)
{
    struct pdf *pdf = context;
    const struct page *source = &pdf->pages->at[index];
    struct pdf_page *page = &pdf->page[index];
    struct writer w = writer_of(pdf, index, number);
    if (page->head.items)
        set_graphics(&w, &page->head.after);
    if (page->head.items && page->head.shared == HEAD_OF_ONE)
        buf_append(w.out, page->head.operators, page->head.size);
    for (size_t i = page->head.items; i < source->item_count; i++) {
        const struct page_item *item = &source->items[i];
        draw_item(&w, item);
        if (pdf_item_leads(pdf, item))
            vec_push(w.worker->arena, &page->marks, ((struct pdf_mark){item->tag, w.links++, true}));
    }
    turn_space(&w, false);
    end_mark(&w);
    end_text(&w);
    page->content = deflater_pack(w.worker->pages, w.out->at, w.out->n);
    progress_add(pdf->info->progress, 1, 0);
}

void pdf_make_contents(struct pdf *pdf)
{
    progress_stage(pdf->info->progress, "writing the PDF", "pages", pdf->pages->count);
    workers_run(pdf->workers, pdf->pages->count, write_head, pdf);
    pdf_share_heads(pdf);
    workers_run(pdf->workers, pdf->pages->count, write_page, pdf);
}

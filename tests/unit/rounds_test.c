/* Unit tests of plain/: what is remembered from round to round gives the text that a first round would give. */
#include "plain_trial.h"

/* "Before word, <page of id>, word after". */
static struct para *refer(struct trial *trial, const char *id, enum ref_form form, const char *word)
{
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    struct reference *ref = arena_alloc(trial->arena, sizeof *ref);
    *ref = (struct reference){.target = id, .form = form};
    text_format(builder, "Before %s, ", word);
    text_reference(builder, ref);
    text_format(builder, ", %s after", word);
    return text_finish(builder);
}

static struct flow *refer_in(struct trial *trial, struct flow *parent, const char *id, enum ref_form form)
{
    return flow_paragraph(trial->arena, parent, STYLE_BODY, ROLE_P, refer(trial, id, form, "word"));
}

/* The first round guesses its number; the others know that it has none, in continuous text, and it is gone. */
static void put_vanishing(struct trial *trial)
{
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    struct reference *ref = arena_alloc(trial->arena, sizeof *ref);
    *ref = (struct reference){.target = "front", .form = REF_PAGE};
    text_reference(builder, ref);
    flow_paragraph(trial->arena, trial->root, STYLE_BODY, ROLE_P, text_finish(builder));
}

static void put_list(struct trial *trial, const char *id)
{
    struct flow *list = flow_group(trial->arena, trial->root, ROLE_L);
    for (int i = 0; i < 4; i++) {
        struct flow *item = i % 2 ? put(trial, list, STYLE_LIST, words(trial, 30))
                                  : refer_in(trial, list, id, REF_PAGE_AFTER);
        item->paragraph.label = para_of(trial->arena, "en", arena_format(trial->arena, "%d.", i + 9), POS_NONE);
    }
}

static void put_grid(struct trial *trial, const char *id)
{
    struct flow *grid = flow_grid(trial->arena, trial->root, 2, 5);
    grid->grid.rules = GRID_TABLE;
    grid->grid.header_rows = 1;
    grid->grid.gap = SP_PT(12);
    grid->grid.continued = para_of(trial->arena, "en", "Table 1 (continued)", POS_NONE);
    for (uint32_t r = 0; r < 5; r++) {
        put(trial, flow_cell(grid, r, 0), STYLE_TABLE_CELL, words(trial, 3));
        refer_in(trial, flow_cell(grid, r, 1), id, REF_PAGE);
    }
}

static void put_note(struct trial *trial, const char *id)
{
    struct flow *note = flow_new(trial->arena, trial->root, FLOW_FOOTNOTE, ROLE_NOTE, POS_NONE);
    note->footnote.note = "n";
    note->footnote.number = 1;
    refer_in(trial, note, id, REF_FULL);
}

/* Papers that refer to each other from everywhere, the first of them to the last. */
static struct trial *open_papers(int width, int page_length, bool pages)
{
    static const char *const ids[] = {"one", "two", "three", "four"};
    struct trial *trial = open_trial(width, page_length, pages);
    struct flow *front = put_heading(trial, 2, STYLE_PART_TITLE, "Front");
    front->heading.kind = HEADING_OTHER;
    front->heading.id = "front";
    for (int i = 0; i < 4; i++) {
        const char *id = ids[3 - i];
        add_piece(trial, ids[i], FOLIO_ARABIC);
        put_heading(trial, 2, STYLE_DOCUMENT_TITLE, ids[i])->heading.id = ids[i];
        for (int k = 0; k < 6; k++)
            say(trial, STYLE_BODY, words(trial, 40 + 17 * k));
        refer_in(trial, trial->root, id, REF_FULL);
        put_heading(trial, 3, STYLE_HEADING_1, "Inner heading");
        put_vanishing(trial);
        put_vanishing(trial);
        put_heading(trial, 3, STYLE_HEADING_1, "Next heading"); /* then it stands close to the one above */
        put_list(trial, id);
        put_note(trial, id);
        put_grid(trial, id);
        flow_paragraph(trial->arena, trial->root, STYLE_BODY, ROLE_P, refer(trial, id, REF_PAGE, words(trial, 9)));
    }
    return trial;
}

/* The last of the rounds again, by an edition that has none to remember. */
static bool is_as_new(struct trial *trial)
{
    const struct locators *before = NULL, *last = NULL;
    struct buf text = {0};
    refs_collect(trial->refs, &trial->book);
    trial->plain = plain_open(&trial->volume, trial->refs, NULL, NULL, NULL, trial->diags);
    for (int round = 0; round < 4; round++) {
        last = before;
        before = plain_round(trial->plain, &trial->book, before);
    }
    plain_write(trial->plain, &trial->text);
    struct plain *fresh = plain_open(&trial->volume, trial->refs, NULL, NULL, NULL, trial->diags);
    plain_round(fresh, &trial->book, last);
    plain_finish(fresh);
    plain_write(fresh, &text);
    bool same = text.n == trial->text.n && memcmp(text.at, trial->text.at, text.n) == 0;
    plain_close(fresh);
    buf_free(&text);
    return same;
}

int main(void)
{
    bool good = true, moved = true;
    for (int width = 24; width < 80; width += 5)
        for (int length = 14; length < 60; length += 9) {
            struct trial *trial = open_papers(width, length, true);
            good = good && is_as_new(trial);
            moved = moved && !strstr(trial->text.at, " 00,");
            close_trial(trial);
        }
    check(good, "the text of several rounds is that of one");
    check(moved, "no page is a guess");
    struct trial *trial = open_papers(72, 58, false);
    check(is_as_new(trial), "nor does continuous text depend on the rounds before");
    close_trial(trial);
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}

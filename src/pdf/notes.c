/* pdf: notes and their marks: where each stands, and what the links between them say. */
#include <string.h>

#include "pdf/writer.h"
#include "words/words.h"

uint32_t pdf_note_of(const struct pdf *pdf, uint32_t tag)
{
    const struct pages *pages = pdf->pages;
    if (!tag || tag >= pages->tag_count || pages->tags[tag].role != ROLE_LINK)
        return 0;
    uint32_t above = pages->tags[tag].parent;
    if (pages->tags[above].role == ROLE_LBL)
        above = pages->tags[above].parent;
    enum role role = pages->tags[above].role;
    return (role == ROLE_REFERENCE || role == ROLE_NOTE) && pages->tags[above].partner ? above : 0;
}

bool pdf_item_leads(const struct pdf *pdf, const struct page_item *item)
{
    if (item->kind == ITEM_GLYPHS)
        return item->glyphs.count && item->artifact == ARTIFACT_NONE && pdf_note_of(pdf, item->tag);
    return item->kind == ITEM_LINK;
}

void pdf_find_notes(struct pdf *pdf)
{
    const struct pages *pages = pdf->pages;
    pdf->note_ends = arena_alloc(pdf->arena, (pages->tag_count + 1) * sizeof *pdf->note_ends);
    for (size_t i = 0; i < pages->tag_count; i++)
        pdf->note_ends[i].page = -1;
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            const struct page_item *item = &pages->at[p].items[i];
            uint32_t note = item->kind == ITEM_GLYPHS ? pdf_note_of(pdf, item->tag) : 0;
            if (note && pdf->note_ends[note].page < 0)
                pdf->note_ends[note] = (struct note_end){(int32_t)p, item->turned ? 0 : item->y - item->glyphs.size};
        }
}

const char *pdf_note_words(struct pdf *pdf, const struct page_item *item)
{
    const struct pages *pages = pdf->pages;
    const char *language = pdf->info->language;
    const struct tag *note = &pages->tags[pdf_note_of(pdf, item->tag)];
    if (note->role == ROLE_REFERENCE)
        return words_fill(pdf->arena, language, WORD_NOTE,
                          arena_string(pdf->arena, item->glyphs.text, item->glyphs.text_size), NULL);
    const char *label = pages->at[pdf->note_ends[note->partner].page].label;
    return words_fill(pdf->arena, language, WORD_PAGE, label ? label : "", NULL);
}

/*
 * pdf: running heads. Pages of a document begin with the same head, so its operators stand in the file once, as a
 * stream that the contents of all these pages begin with (ISO 32000-1 7.8.2).
 */
#include <string.h>

#include "pdf/writer.h"

enum { FEWEST = 4 };

/* By what they draw: open addressing, index + 1. */
struct head_table {
    uint32_t *slots;
    size_t slot_count; /* a power of two */
};

static uint32_t hash(const struct page_head *head)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < head->size; i++)
        h = (h ^ (uint8_t)head->operators[i]) * 16777619u;
    return h ^ h >> 15;
}

static uint32_t find_head(struct pdf *pdf, struct head_table *table, const struct page_head *head)
{
    size_t slot = hash(head) & (table->slot_count - 1);
    for (; table->slots[slot]; slot = (slot + 1) & (table->slot_count - 1)) {
        const struct page_head *other = pdf->heads.at[table->slots[slot] - 1].first;
        if (other->size == head->size && !memcmp(other->operators, head->operators, head->size))
            return table->slots[slot] - 1;
    }
    vec_push(pdf->arena, &pdf->heads, (struct pdf_head){.first = head});
    table->slots[slot] = (uint32_t)pdf->heads.n;
    return (uint32_t)pdf->heads.n - 1;
}

/* Leaves those that so many pages have that a stream is worth its wrapping; returns by old index the new one. */
static uint32_t *keep_shared(struct pdf *pdf)
{
    uint32_t *index = arena_alloc(pdf->arena, (pdf->heads.n + 1) * sizeof *index), kept = 0;
    for (size_t i = 0; i < pdf->heads.n; i++) {
        index[i] = pdf->heads.at[i].uses >= FEWEST ? kept : HEAD_OF_ONE;
        if (pdf->heads.at[i].uses >= FEWEST)
            pdf->heads.at[kept++] = pdf->heads.at[i];
    }
    pdf->heads.n = kept;
    return index;
}

void pdf_share_heads(struct pdf *pdf)
{
    struct head_table table = {.slot_count = 16};
    while (table.slot_count < pdf->pages->count * 2)
        table.slot_count *= 2;
    table.slots = arena_alloc(pdf->arena, table.slot_count * sizeof *table.slots);
    for (size_t p = 0; p < pdf->pages->count; p++) {
        struct page_head *head = &pdf->page[p].head;
        if (!head->items)
            continue;
        head->shared = find_head(pdf, &table, head);
        pdf->heads.at[head->shared].uses++;
    }
    const uint32_t *index = keep_shared(pdf);
    for (size_t p = 0; p < pdf->pages->count; p++) {
        struct page_head *head = &pdf->page[p].head;
        head->shared = head->items ? index[head->shared] : HEAD_OF_ONE;
    }
    for (size_t i = 0; i < pdf->heads.n; i++) {
        struct pdf_head *head = &pdf->heads.at[i];
        head->content = deflater_pack(pdf->worker[0].pages, head->first->operators, head->first->size);
    }
}

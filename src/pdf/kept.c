/*
 * pdf: what was deflated for the file before this one, beside its bytes: most streams of a volume that was edited are
 * those of a moment ago. The same bytes are not deflated again; what this file has no use for is given back after it.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

struct kept_stream {
    struct kept_stream *next; /* in its slot */
    uint64_t hash;
    enum deflater_for what;
    struct buf bytes, packed;
    atomic_bool used; /* by the file in hand; of an old one */
};

/* An open hash; it changes only between two files. */
struct pdf_kept {
    struct kept_stream **slots;
    size_t slot_count, count; /* slots: a power of two */
};

struct pdf_kept *pdf_kept_new(void)
{
    struct pdf_kept *kept = base_malloc(sizeof *kept);
    *kept = (struct pdf_kept){0};
    return kept;
}

static void free_stream(struct kept_stream *stream)
{
    buf_free(&stream->bytes);
    buf_free(&stream->packed);
    free(stream);
}

void pdf_kept_free(struct pdf_kept *kept)
{
    for (size_t i = 0; i < kept->slot_count; i++)
        for (struct kept_stream *stream = kept->slots[i], *next; stream; stream = next) {
            next = stream->next;
            free_stream(stream);
        }
    free(kept->slots);
    free(kept);
}

/* Eight bytes at a time, by a multiplication that spreads them (as in FNV-1a) and a turn. */
static uint64_t hash_bytes(const char *bytes, size_t size, enum deflater_for what)
{
    const uint64_t prime = 0x9E3779B97F4A7C15u;
    uint64_t hash = size * prime + what, word = 0;
    for (; size >= sizeof word; bytes += sizeof word, size -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 29;
    }
    word = 0;
    if (size)
        memcpy(&word, bytes, size);
    hash = (hash ^ word) * prime;
    return hash ^ hash >> 29;
}

static bool is_of(const struct kept_stream *stream, uint64_t hash, enum deflater_for what, const struct buf *bytes)
{
    return stream->hash == hash && stream->what == what && stream->bytes.n == bytes->n &&
           (!bytes->n || memcmp(stream->bytes.at, bytes->at, bytes->n) == 0);
}

static struct kept_stream *find(const struct pdf_kept *kept, uint64_t hash, enum deflater_for what,
                                const struct buf *bytes)
{
    struct kept_stream *stream = kept->slot_count ? kept->slots[hash & (kept->slot_count - 1)] : NULL;
    while (stream && !is_of(stream, hash, what, bytes))
        stream = stream->next;
    return stream;
}

static struct buf copy_of(const struct buf *bytes)
{
    struct buf copy = {base_malloc(bytes->n + 1), bytes->n, bytes->n + 1};
    if (bytes->n)
        memcpy(copy.at, bytes->at, bytes->n);
    return copy;
}

struct buf pdf_pack(struct pdf *pdf, struct pdf_worker *worker, enum deflater_for what, const struct buf *bytes)
{
    struct deflater *deflater = what == DEFLATER_FOR_PAGES ? worker->pages : worker->objects;
    if (!pdf->info->kept)
        return deflater_pack(deflater, bytes->at, bytes->n);
    uint64_t hash = hash_bytes(bytes->at, bytes->n, what);
    struct kept_stream *stream = find(pdf->info->kept, hash, what, bytes);
    if (!stream) {
        stream = base_malloc(sizeof *stream);
        *stream = (struct kept_stream){.hash = hash, .what = what, .bytes = copy_of(bytes),
                                       .packed = deflater_pack(deflater, bytes->at, bytes->n)};
        vec_push(worker->arena, &worker->packed, stream);
    } else {
        atomic_store(&stream->used, true);
    }
    return copy_of(&stream->packed);
}

static void add(struct pdf_kept *kept, struct kept_stream *stream)
{
    struct kept_stream **slot = &kept->slots[stream->hash & (kept->slot_count - 1)];
    stream->next = *slot;
    *slot = stream;
    kept->count++;
}

/* Old ones that were used, and new ones. */
void pdf_keep_packed(struct pdf *pdf)
{
    struct pdf_kept *kept = pdf->info->kept, old;
    if (!kept)
        return;
    old = *kept;
    size_t most = old.count;
    for (int i = 0; i < workers_count(pdf->workers); i++)
        most += pdf->worker[i].packed.n;
    *kept = (struct pdf_kept){.slot_count = 64};
    while (kept->slot_count < most)
        kept->slot_count *= 2;
    kept->slots = base_malloc(kept->slot_count * sizeof *kept->slots);
    memset(kept->slots, 0, kept->slot_count * sizeof *kept->slots);
    for (size_t i = 0; i < old.slot_count; i++)
        for (struct kept_stream *stream = old.slots[i], *next; stream; stream = next) {
            next = stream->next;
            if (atomic_exchange(&stream->used, false))
                add(kept, stream);
            else
                free_stream(stream);
        }
    free(old.slots);
    for (int i = 0; i < workers_count(pdf->workers); i++)
        for (size_t k = 0; k < pdf->worker[i].packed.n; k++)
            add(kept, pdf->worker[i].packed.at[k]);
}

/* pdf: bytes → deflated bytes, by zlib. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "pdf/writer.h"

/* How hard to look for matches: zlib's deflateTune. */
struct search {
    int good, lazy, nice, chain;
};

struct deflater {
    z_stream zlib;
    struct search search; /* all 0: the level's */
    struct buf room; /* where the result is made */
};

static voidpf take_memory(voidpf unused, uInt items, uInt size)
{
    (void)unused;
    return base_malloc((size_t)items * size);
}

static void give_memory(voidpf unused, voidpf memory)
{
    (void)unused;
    free(memory);
}

struct deflater *deflater_open(enum deflater_for what)
{
    static const struct {
        int level, window, memory, strategy;
        struct search search;
    } settings[] = {
        [DEFLATER_FOR_ONE] = {Z_BEST_COMPRESSION, 15, 8, Z_DEFAULT_STRATEGY, {0}},
        [DEFLATER_FOR_PAGES] = {6, 14, 5, Z_DEFAULT_STRATEGY, {0}},
        [DEFLATER_FOR_OBJECTS] = {5, 11, 5, Z_FILTERED, {8, 32, 32, 32}},
        [DEFLATER_FOR_GUESS] = {Z_BEST_SPEED, 15, 8, Z_DEFAULT_STRATEGY, {0}},
    };
    struct deflater *deflater = base_malloc(sizeof *deflater);
    *deflater = (struct deflater){.zlib = {.zalloc = take_memory, .zfree = give_memory}};
    deflater->search = settings[what].search;
    deflateInit2(&deflater->zlib, settings[what].level, Z_DEFLATED, settings[what].window, settings[what].memory,
                 settings[what].strategy);
    return deflater;
}

struct buf deflater_pack(struct deflater *deflater, const void *bytes, size_t size)
{
    enum { PIECE = 1 << 30 };
    z_stream *zlib = &deflater->zlib;
    struct buf *room = &deflater->room, result = {0};
    if (deflater->search.chain)
        deflateTune(zlib, deflater->search.good, deflater->search.lazy, deflater->search.nice, deflater->search.chain);
    room->n = 0;
    buf_room(room, deflateBound(zlib, size));
    zlib->next_in = (Bytef *)bytes;
    for (int status = Z_OK; status != Z_STREAM_END;) {
        size_t left = size - (size_t)(zlib->next_in - (const Bytef *)bytes), free_bytes = room->cap - room->n;
        zlib->avail_in = left > PIECE ? PIECE : (uInt)left;
        zlib->next_out = (Bytef *)room->at + room->n;
        zlib->avail_out = free_bytes > PIECE ? PIECE : (uInt)free_bytes;
        status = deflate(zlib, left > PIECE ? Z_NO_FLUSH : Z_FINISH);
        room->n = (size_t)((char *)zlib->next_out - room->at);
    }
    deflateReset(zlib);
    result = (struct buf){base_malloc(room->n), room->n, room->n};
    memcpy(result.at, room->at, room->n);
    return result;
}

void deflater_close(struct deflater *deflater)
{
    deflateEnd(&deflater->zlib);
    buf_free(&deflater->room);
    free(deflater);
}

struct buf deflated(struct pdf_worker *worker, const void *bytes, size_t size)
{
    if (!worker->best)
        worker->best = deflater_open(DEFLATER_FOR_ONE);
    struct buf result = deflater_pack(worker->best, bytes, size);
    buf_free(&worker->best->room);
    return result;
}

size_t deflated_guess(const void *bytes, size_t size)
{
    struct deflater *deflater = deflater_open(DEFLATER_FOR_GUESS);
    struct buf result = deflater_pack(deflater, bytes, size);
    size_t guess = result.n;
    deflater_close(deflater);
    buf_free(&result);
    return guess;
}

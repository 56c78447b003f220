/*
 * pdf: what the glyphs of a run say. The text of a cluster reaches from its first byte to the start of the next cluster
 * in logical order, and is shared among the cluster's glyphs.
 */
#include <string.h>

#include "pdf/writer.h"

enum { TEXT_LIMIT = 250 /* bytes of UTF-8: a character map takes 256 units of UTF-16 */ };

const struct glyph_text added_hyphen_text = {"\xC2\xAD", 2};

struct cluster_text {
    uint32_t start, end;
};

static struct cluster_text cluster_text(const struct page_item *item, uint32_t count, uint32_t cluster)
{
    uint32_t end = item->glyphs.text_size;
    bool first = true;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = item->glyphs.glyphs[i].cluster;
        if (other > cluster && other < end)
            end = other;
        first &= other >= cluster;
    }
    return (struct cluster_text){first ? 0 : cluster, end};
}

/* The same in constant time where clusters rise or fall along the line, as shaping leaves them. */
static struct cluster_text neighbour_text(const struct page_item *item, uint32_t from, uint32_t to, uint32_t count)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    bool rtl = item->glyphs.right_to_left;
    bool is_first = rtl ? to == count : from == 0, is_last = rtl ? from == 0 : to == count;
    uint32_t next = is_last ? item->glyphs.text_size : glyphs[rtl ? from - 1 : to].cluster;
    return (struct cluster_text){is_first ? 0 : glyphs[from].cluster, next};
}

static bool is_monotone(const struct page_item *item, uint32_t count)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    for (uint32_t i = 1; i < count; i++)
        if (item->glyphs.right_to_left ? glyphs[i].cluster > glyphs[i - 1].cluster
                                       : glyphs[i].cluster < glyphs[i - 1].cluster)
            return false;
    return true;
}

/* The added hyphen's index; out of reach when there is none. */
static uint32_t added_hyphen(const struct page_item *item)
{
    if (!item->glyphs.added_hyphen || !item->glyphs.count)
        return UINT32_MAX;
    return item->glyphs.right_to_left ? 0 : item->glyphs.count - 1;
}

uint32_t pdf_cluster_end(const struct page_item *item, uint32_t from)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    uint32_t to = from + 1, hyphen = added_hyphen(item);
    if (from == hyphen)
        return to;
    while (to < item->glyphs.count && to != hyphen && glyphs[to].cluster == glyphs[from].cluster)
        to++;
    return to;
}

static struct glyph_text glyph_text(const char *at, size_t size)
{
    if (size > TEXT_LIMIT)
        for (size = TEXT_LIMIT; (at[size] & 0xC0) == 0x80;)
            size--;
    return (struct glyph_text){at, (uint32_t)size};
}

/* A letter that the face makes of a letter and marks, taken apart into as many characters as there are glyphs. */
static size_t take_apart(struct arena *arena, uint32_t glyphs, const char **at, const char **end)
{
    enum { MOST = 4 };
    uint32_t parts[MOST], pair[2], count = 1;
    const char *next = *at;
    parts[0] = utf8_next(&next, *end);
    if (next != *end || parts[0] >= 0x2000 || glyphs > MOST)
        return utf8_count(*at, (size_t)(*end - *at));
    while (count < glyphs && unicode_decompose(parts[0], pair)) {
        memmove(parts + 2, parts + 1, (count - 1) * sizeof *parts);
        memcpy(parts, pair, sizeof pair);
        count++;
    }
    if (count < glyphs)
        return 1;
    char *bytes = arena_alloc(arena, MOST * MOST);
    *at = *end = bytes;
    for (uint32_t i = 0; i < count; i++)
        *end += utf8_put(bytes + (*end - bytes), parts[i]);
    return count;
}

/*
 * Shares the text of a cluster among its glyphs from … to - 1, a character each in logical order. What is left over
 * goes to the first, or from right to left to the last: there it is two marks that are one glyph. In most writing
 * systems that is what each glyph shows, and together they say the text in any case.
 */
static void share_text(struct arena *arena, const char *at, const char *end, bool rtl, uint32_t count,
                       struct glyph_text *out)
{
    size_t left = at < end ? take_apart(arena, count, &at, &end) : 0;
    for (uint32_t n = 0; n < count; n++) {
        uint32_t others = count - 1 - n;
        bool takes_rest = n == (rtl ? count - 1 : 0) && left > others;
        size_t share = takes_rest ? left - others : left > 0;
        const char *stop = at;
        for (size_t i = 0; i < share; i++)
            utf8_next(&stop, end);
        out[rtl ? count - 1 - n : n] = glyph_text(at, (size_t)(stop - at));
        left -= share;
        at = stop;
    }
}

/* All glyphs but an added hyphen. */
static void find_texts(struct arena *arena, const struct page_item *run, struct glyph_text *out)
{
    const char *text = run->glyphs.text ? run->glyphs.text : "";
    uint32_t count = run->glyphs.count, size = run->glyphs.text ? run->glyphs.text_size : 0;
    bool monotone = is_monotone(run, count);
    for (uint32_t from = 0, to; from < count; from = to) {
        to = pdf_cluster_end(run, from);
        struct cluster_text span = monotone ? neighbour_text(run, from, to, count)
                                            : cluster_text(run, count, run->glyphs.glyphs[from].cluster);
        uint32_t end = span.end < size ? span.end : size, start = span.start < end ? span.start : end;
        if (to - from == 1)
            out[from] = glyph_text(text + start, end - start);
        else
            share_text(arena, text + start, text + end, run->glyphs.right_to_left, to - from, out + from);
    }
}

void pdf_glyph_texts(struct arena *arena, const struct page_item *item, struct glyph_text *out)
{
    struct page_item run = *item;
    uint32_t hyphen = added_hyphen(item), skipped = hyphen == 0;
    if (hyphen != UINT32_MAX) {
        out[hyphen] = added_hyphen_text;
        run.glyphs.count--;
        run.glyphs.glyphs += skipped;
        run.glyphs.added_hyphen = false;
    }
    find_texts(arena, &run, out + skipped);
}

/* For unit tests: a paragraph set in a measure, with the fonts of the demonstration. */
#ifndef TEST_WORLD_H
#define TEST_WORLD_H

#include "lines/lines.h"

#include <stdlib.h>
#include <string.h>

static int tests, failures;

static inline void ok(bool passed, const char *name)
{
    tests++;
    failures += !passed;
    printf("%sok %d - %s\n", passed ? "" : "not ", tests, name);
}

struct world {
    struct arena *arena, *scratch;
    struct diags *diags;
    struct fonts *fonts;
    struct setter setter;
    struct tag_list tags;
    struct paragraph_request request;
};

static const sp MEASURE = 300 * SP_POINT;

static inline bool world_open(struct world *world)
{
    *world = (struct world){.arena = arena_new(), .scratch = arena_new()};
    struct sources *sources = sources_new(world->arena);
    sources_add(sources, "test.yaml", "body: text\n", 11);
    world->diags = diags_new(world->arena, sources);
    struct design_request request = {.accent = -1};
    const struct design *design = design_new(world->arena, &request);
    const char *table = fonts_table_path(world->arena);
    world->fonts = fonts_open(world->arena, table ? table : "fonts/fonts.table", design->font_names, world->diags);
    if (!world->fonts) {
        diags_print(world->diags, stderr);
        return false;
    }
    world->setter = (struct setter){
        .arena = world->arena, .lasting = world->arena, .scratch = world->scratch, .design = design,
        .fonts = world->fonts,
        .shaper = shaper_open(world->fonts), .hyphens = hyphens_open(), .breaker = breaker_open(),
        .syllables = syllables_open(), .diags = world->diags, .keep_lines = true,
    };
    world->tags.arena = world->arena;
    tag_add(&world->tags, 0, ROLE_DOCUMENT, POS_NONE);
    world->request = (struct paragraph_request){.style = STYLE_BODY_FIRST, .width = MEASURE, .align = -1,
                                                .pos = {1, 1, 1}};
    world->request.tag = tag_add(&world->tags, 0, ROLE_P, POS_NONE);
    return true;
}

static inline void world_close(struct world *world)
{
    shaper_close(world->setter.shaper);
    hyphens_close(world->setter.hyphens);
    breaker_close(world->setter.breaker);
    syllables_close(world->setter.syllables);
    fonts_close(world->fonts);
    diags_free(world->diags);
    arena_free(world->scratch);
    arena_free(world->arena);
    unicode_cleanup();
}

/* Number of findings since the last call. */
static inline size_t findings(struct world *world)
{
    size_t count = diags_count(world->diags, SEVERITY_NOTE);
    FILE *nowhere = fopen("/dev/null", "w");
    diags_print(world->diags, nowhere);
    fclose(nowhere);
    return count;
}

static inline struct set_paragraph *set_para(struct world *world, enum style_id style, const struct para *para)
{
    struct paragraph_request request = world->request;
    request.style = style;
    request.para = para;
    return paragraph_set(&world->setter, &world->tags, &request);
}

static inline struct set_paragraph *set_words(struct world *world, enum style_id style, const char *language,
                                              const char *text)
{
    return set_para(world, style, para_of(world->arena, language, text, (struct pos){1, 1, 1}));
}

/* What a reader copies from a line: items in order, added hyphens not. */
static inline void copy_line(const struct set_line *line, struct buf *out)
{
    for (size_t i = 0; i < line->item_count; i++)
        if (line->items[i].kind == ITEM_GLYPHS && line->items[i].artifact == ARTIFACT_NONE)
            buf_append(out, line->items[i].glyphs.text, line->items[i].glyphs.text_size);
}

static inline bool copies_as(const struct set_paragraph *set, const char *text)
{
    struct buf copy = {0};
    for (size_t i = 0; i < set->line_count; i++)
        copy_line(&set->lines[i], &copy);
    bool same = copy.n == strlen(text) && memcmp(copy.at, text, copy.n) == 0;
    if (!same)
        printf("# copied: %.*s\n", (int)copy.n, copy.at ? copy.at : "");
    buf_free(&copy);
    return same;
}

/* Right edge of a run without the space at its end. */
static inline sp right_edge(const struct page_item *item)
{
    sp width = 0;
    uint32_t count = item->glyphs.count;
    bool space = item->glyphs.text_size > 0 && item->glyphs.text[item->glyphs.text_size - 1] == ' ';
    for (uint32_t i = 0; i < count; i++)
        width += item_glyph(item, i).advance;
    if (space && count > 0)
        width -= item_glyph(item, item->glyphs.right_to_left ? 0 : count - 1).advance;
    sp left = item->x;
    if (space && item->glyphs.right_to_left)
        left += item_glyph(item, 0).advance;
    return left + width;
}

static inline const struct page_item *last_run(const struct set_line *line)
{
    for (size_t i = line->item_count; i-- > 0;)
        if (line->items[i].kind == ITEM_GLYPHS)
            return &line->items[i];
    return NULL;
}

static inline const struct page_item *find_item(const struct set_line *line, enum item_kind kind,
                                                enum artifact artifact)
{
    for (size_t i = 0; i < line->item_count; i++)
        if (line->items[i].kind == kind && line->items[i].artifact == artifact)
            return &line->items[i];
    return NULL;
}

static inline bool clusters_in_text(const struct set_paragraph *set)
{
    for (size_t l = 0; l < set->line_count; l++)
        for (size_t i = 0; i < set->lines[l].item_count; i++) {
            const struct page_item *item = &set->lines[l].items[i];
            for (uint32_t g = 0; item->kind == ITEM_GLYPHS && g < item->glyphs.count; g++) {
                uint32_t cluster = item_glyph(item, g).cluster;
                bool hyphen = item->glyphs.added_hyphen && g + 1 == item->glyphs.count;
                if (hyphen ? cluster != item->glyphs.text_size
                           : cluster >= item->glyphs.text_size || (item->glyphs.text[cluster] & 0xC0) == 0x80)
                    return false;
            }
        }
    return true;
}

#endif

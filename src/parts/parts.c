/* parts: THE table of generated parts, and the book as a list of pieces. */
#include "parts/parts.h"

#include <string.h>

#include "parts/internal.h"

static const struct part *const table[] = {
    &part_half_title, &part_title_page, &part_imprint, &part_contents, &part_list_of_tables, &part_list_of_figures,
    &part_programme, &part_committees, &part_participants, &part_recommendations, &part_sponsors, &part_acronyms,
    &part_author_index, &part_subject_index, &part_colophon,
};
enum { PART_COUNT = sizeof table / sizeof *table };

const char *const *parts_names(struct arena *arena, size_t *count)
{
    const char **names = arena_alloc(arena, sizeof table / sizeof *table * sizeof *names);
    for (int i = 0; i < PART_COUNT; i++)
        names[i] = table[i]->name;
    *count = PART_COUNT;
    return names;
}

static const struct part *find_part(const char *name)
{
    for (size_t i = 0; i < PART_COUNT; i++)
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    return NULL;
}

struct piece *add_piece(struct parts *parts, const char *name, struct flow *root)
{
    struct piece piece = {.name = name, .root = root, .start = PIECE_NEW_PAGE, .folio = FOLIO_ARABIC,
                          .language = parts->volume->language};
    vec_push(parts->arena, &parts->pieces, piece);
    return &parts->pieces.at[parts->pieces.n - 1];
}

struct lowering new_lowering(struct parts *parts, const char *path, const char *language, const char *note_prefix)
{
    return (struct lowering){.arena = parts->arena, .blocks = parts->blocks, .sources = parts->sources,
                             .diags = parts->diags, .volume = parts->volume, .terms = parts->terms, .path = path,
                             .language = language, .gathering = &parts->gathering, .note_prefix = note_prefix,
                             .heading_base = 1, .text_style = STYLE_BODY};
}

/* What makes a by_map piece again. The heading is made once: its anchor stays. */
struct maker {
    const struct part *part;
    const struct matter *matter;
    const void *options;
    struct flow *heading; /* NULL for bare parts */
    const void *gathered; /* by the part */
};

static void put_title(struct arena *arena, struct flow *root, const struct maker *maker, const char *language)
{
    if (!maker->heading)
        return;
    struct flow *heading = flow_new(arena, root, FLOW_HEADING, ROLE_NONE, maker->matter->pos);
    heading->heading = maker->heading->heading;
    const char *title = words_get(language, maker->part->title);
    flow_paragraph(arena, root, STYLE_PART_TITLE, ROLE_H1, para_of(arena, language, title, POS_NONE));
}

static struct flow *make_part(struct arena *arena, const struct parts *parts, const struct maker *maker,
                              const struct locators *map)
{
    struct flow *root = flow_group(arena, NULL, ROLE_SECT);
    root->pos = maker->matter->pos;
    put_title(arena, root, maker, parts->volume->language);
    struct making making = {.arena = arena, .parts = parts, .volume = parts->volume,
                            .language = parts->volume->language, .map = map, .options = maker->options,
                            .gathered = maker->gathered, .part = maker->part, .root = root};
    maker->part->make(&making);
    return root;
}

static const struct key no_keys[] = {{0}};
static const struct record no_options = {.name = "part without options", .size = sizeof(struct record_head),
                                         .keys = no_keys};

static const void *read_options(struct parts *parts, const struct matter *matter, const struct part *part)
{
    struct reader reader = {parts->arena, parts->sources, parts->diags, parts->volume->edition_language};
    if (!matter->options || node_is_null(matter->options))
        return NULL;
    return reader_record(&reader, part->options ? part->options : &no_options, matter->options);
}

static struct maker *new_maker(struct parts *parts, const struct matter *matter, const struct part *part)
{
    struct maker *maker = arena_alloc(parts->arena, sizeof *maker);
    maker->part = part;
    maker->matter = matter;
    maker->options = read_options(parts, matter, part);
    if (part->bare)
        return maker;
    maker->heading = flow_new(parts->arena, NULL, FLOW_HEADING, ROLE_NONE, matter->pos);
    maker->heading->heading.level = 1;
    maker->heading->heading.title = words_get(parts->volume->language, part->title);
    maker->heading->heading.bookmark = true;
    maker->heading->heading.contents = part != &part_contents;
    return maker;
}

static void add_part(struct parts *parts, const struct matter *matter, enum folio_style folio)
{
    const struct part *part = find_part(matter->part);
    if (!part)
        return;
    struct maker *maker = new_maker(parts, matter, part);
    struct flow *root = make_part(parts->arena, parts, maker, NULL);
    struct piece *piece = add_piece(parts, part->name, root);
    piece->folio = folio;
    piece->folio_hidden = part->bare;
    piece->start = part == &part_title_page || part == &part_half_title || part == &part_contents ? PIECE_NEW_RECTO
                                                                                                  : PIECE_NEW_PAGE;
    piece->by_map = part->by_map;
    piece->maker = maker;
    if (part->bare)
        return;
    piece->head_left = volume_head(parts->volume);
    piece->head_right = words_get(parts->volume->language, part->title);
}

static void add_matter(struct parts *parts, const struct matter *matter, size_t count, enum folio_style folio)
{
    for (size_t i = 0; i < count; i++)
        if (matter[i].document)
            add_document(parts, matter[i].document, folio);
        else if (matter[i].part)
            add_part(parts, &matter[i], folio);
}

struct parts *parts_new(struct arena *arena, const struct volume *volume, const struct terms *terms, struct refs *refs,
                        struct sources *sources, struct parts_kept *kept, struct diags *diags)
{
    struct parts *parts = arena_alloc(arena, sizeof *parts);
    parts->arena = arena;
    parts->blocks = arena_new();
    parts->volume = volume;
    parts->terms = terms;
    parts->refs = refs;
    parts->sources = sources;
    parts->diags = diags;
    parts->kept = kept;
    kept_begin_parts(parts);
    add_matter(parts, volume->front, volume->front_count, FOLIO_ROMAN);
    add_matter(parts, volume->loose, volume->loose_count, FOLIO_ARABIC);
    for (size_t i = 0; i < volume->session_count; i++)
        add_session(parts, &volume->sessions[i]);
    add_matter(parts, volume->back, volume->back_count, FOLIO_ARABIC);
    kept_end_parts(parts);
    arena_free(parts->blocks);
    parts->blocks = NULL;
    parts->book = (struct book){parts->pieces.at, parts->pieces.n, volume->language,
                                localized_text(&volume->title, volume->language),
                                localized_text(&volume->layout->footer, volume->language)};
    return parts;
}

struct book *parts_book(struct parts *parts)
{
    return &parts->book;
}

/* The heading that refs numbered is the copy in the first flow: later copies must carry its anchor. */
static void remember_anchor(struct maker *maker, const struct flow *root)
{
    if (maker->heading && root->first && root->first->kind == FLOW_HEADING)
        maker->heading->heading.anchor = root->first->heading.anchor;
}

void parts_gather(struct parts *parts)
{
    for (size_t i = 0; i < parts->book.piece_count; i++) {
        const struct piece *piece = &parts->book.pieces[i];
        if (!piece->by_map)
            continue;
        struct maker *maker = (struct maker *)piece->maker;
        remember_anchor(maker, piece->root);
        if (maker->part->gather)
            maker->gathered = maker->part->gather(parts);
    }
}

struct book *parts_round(struct arena *pass, const struct parts *parts, const struct locators *map)
{
    struct book *book = arena_alloc(pass, sizeof *book);
    *book = parts->book;
    book->pieces = arena_copy(pass, parts->book.pieces, parts->book.piece_count * sizeof *book->pieces);
    for (size_t i = 0; i < book->piece_count; i++) {
        struct piece *piece = &book->pieces[i];
        if (piece->by_map)
            piece->root = make_part(pass, parts, piece->maker, map);
    }
    return book;
}

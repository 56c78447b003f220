/*
 * markup: footnotes. A mark becomes a number in its text, the definition a block behind the outermost block
 * that holds the first mark. Labels are compared without regard to case, as GitHub does.
 */
#include <string.h>

#include "markup/parse.h"
#include "unicode/unicode.h"

#define NOTE_BUCKETS 4096
/* Labels that are looked at for a likely slip, and marks that get such a look. */
#define NEAREST_LIMIT 200

static const char *fold(struct parse *parse, const char *label, size_t size)
{
    const char *normal = unicode_nfc(parse->scratch, label, size, &size);
    const char *folded = unicode_fold(parse->scratch, normal, size, &size);
    return arena_string(parse->scratch, folded, size);
}

/* The list in which a label is kept: FNV-1a. */
static struct note **bucket(struct parse *parse, const char *folded)
{
    if (!parse->labels)
        parse->labels = arena_alloc(parse->scratch, NOTE_BUCKETS * sizeof *parse->labels);
    uint32_t hash = 2166136261u;
    for (const char *at = folded; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    return &parse->labels[hash % NOTE_BUCKETS];
}

static struct note *find(struct parse *parse, const char *folded)
{
    struct note *note = *bucket(parse, folded);
    while (note && strcmp(note->folded, folded) != 0)
        note = note->next;
    return note;
}

struct note *note_define(struct parse *parse, const char *label, size_t size, size_t at)
{
    struct note *note = arena_alloc(parse->scratch, sizeof *note);
    note->label = arena_string(parse->arena, label, size);
    note->block = block_new(parse, MD_NOTE, POS_NONE);
    note->block->label = note->label;
    note->folded = fold(parse, label, size);
    note->at = at;
    note->same = find(parse, note->folded);
    vec_push(parse->scratch, &parse->notes, note);
    if (!note->same) {
        struct note **list = bucket(parse, note->folded);
        note->next = *list;
        *list = note;
    }
    return note;
}

void note_check(struct parse *parse)
{
    for (size_t i = 0; i < parse->notes.n; i++) {
        const struct note *note = parse->notes.at[i];
        if (!note->same)
            continue;
        char line[16];
        snprintf(line, sizeof line, "%u", place_of(parse, note->same->at).line);
        diag(parse->diags, DIAG_MARKUP_NOTE_TWICE, place_of(parse, note->at), note->label, line);
    }
}

void note_lend(struct parse *parse)
{
    for (size_t i = 0; i < parse->notes.n; i++) {
        const struct note *note = parse->notes.at[i];
        struct md_table_note lent = {note->label, arena_strdup(parse->arena, note->folded),
                                     place_of(parse, note->at), note->block};
        if (!note->same)
            vec_push(parse->arena, &parse->table_notes->all, lent);
    }
}

/* Fills `labels` with those that a mark may mean. */
static size_t known_labels(const struct parse *parse, const char **labels)
{
    size_t count = 0;
    if (parse->table_notes)
        for (; count < parse->table_notes->all.n && count < NEAREST_LIMIT; count++)
            labels[count] = parse->table_notes->all.at[count].label;
    else
        for (; count < parse->notes.n && count < NEAREST_LIMIT; count++)
            labels[count] = parse->notes.at[count]->label;
    return count;
}

static const char *undefined_remedy(struct parse *parse, const char *label)
{
    const char *labels[NEAREST_LIMIT];
    size_t count = parse->undefined++ < NEAREST_LIMIT ? known_labels(parse, labels) : 0;
    const char *nearest = base_nearest(label, labels, count);
    if (nearest)
        return arena_format(parse->scratch, "write [^%s]", nearest);
    if (parse->table_notes)
        return arena_format(parse->scratch, "define it in the table's notes, “notes: '[^%s]: …'”, or write \\[ for a "
                            "bracket", label);
    return arena_format(parse->scratch,
                        "define it in a paragraph of its own, “[^%s]: …”, or write \\[ for a bracket", label);
}

/* The block of the note that a mark names; NULL where there is none. `own`: a note of this text. */
static struct md_block *find_block(struct parse *parse, const char *folded, struct note **own)
{
    const struct md_table_notes *lent = parse->table_notes;
    for (size_t i = 0; lent && i < lent->all.n; i++)
        if (strcmp(lent->all.at[i].folded, folded) == 0)
            return lent->all.at[i].block;
    *own = lent ? NULL : find(parse, folded);
    return *own ? (*own)->block : NULL;
}

/* At its first mark a note gets its number, and a footnote of the text is to be placed. */
static const char *number_note(struct parse *parse, struct md_block *block, struct note *own)
{
    bool first = block->number == 0;
    if (parse->table_notes) {
        block->number = first ? ++parse->table_notes->count : block->number;
        return base_letters(parse->scratch, block->number);
    }
    if (first) {
        block->number = parse->first_note + parse->note_count++;
        vec_push(parse->scratch, &parse->pending, own);
    }
    return arena_format(parse->scratch, "%d", block->number);
}

void note_mark(struct inline_state *state, const struct carrier *carrier)
{
    struct parse *parse = state->parse;
    const char *text = state->leaf->content + carrier->at;
    struct pos pos = leaf_pos(parse, state->leaf, carrier->at - 2);
    struct note *own = NULL;
    struct md_block *block = find_block(parse, fold(parse, text, carrier->size), &own);
    if (!block) {
        const char *label = shown(parse, text, carrier->size);
        diag(parse->diags, DIAG_MARKUP_NOTE_UNDEFINED, pos, label, undefined_remedy(parse, label));
        return;
    }
    if (parse->in_note) {
        diag(parse->diags, DIAG_MARKUP_NOTE_IN_NOTE, pos);
        return;
    }
    const char *number = number_note(parse, block, own);
    text_open(state->out, (struct span){.kind = SPAN_NOTE, .note = block->label});
    text_append(state->out, number, strlen(number), pos);
    text_close(state->out);
}

void note_convert(struct parse *parse, const struct note *note, cmark_node *node)
{
    bool nested = parse->in_note;
    note->block->pos = place_of(parse, note->at);
    parse->in_note = true;
    blocks_convert(parse, node, note->block, false);
    parse->in_note = nested;
}

void note_place(struct parse *parse, struct md_block *into)
{
    for (size_t i = 0; i < parse->pending.n; i++)
        block_append(into, parse->pending.at[i]->block);
    parse->pending.n = 0;
}

void note_finish(struct parse *parse)
{
    for (size_t i = 0; i < parse->notes.n && !parse->table_notes; i++) {
        const struct note *note = parse->notes.at[i];
        if (!note->block->number && !note->same)
            diag(parse->diags, DIAG_MARKUP_NOTE_UNUSED, place_of(parse, note->at), note->label);
    }
}

/*
 * Parts `author-index` and `subject-index` (ISO 999): entries and sub-entries in the order of the language, word by
 * word, under letters; locators merged to ranges; "see" without locators, "see also" after them.
 */
#include <stdlib.h>
#include <string.h>

#include "parts/internal.h"

struct entry {
    const char *main, *sub; /* sub: NULL for none */
    const char *sort;       /* what the main heading is filed by */
    const char *letter;     /* that it stands under */
    const uint8_t *main_key, *sub_key;
    size_t main_size, sub_size;
    VEC(uint32_t) anchors;
    const struct term *term; /* with `see` or `see-also`; NULL */
    const char *see;         /* the entry that this one leads to, or NULL */
    const struct person *person; /* author index */
};
/* Without the locators the same in all rounds. */
struct index {
    struct arena *arena;
    const struct parts *parts;
    const char *language;
    VEC(struct entry) entries;      /* in order */
    VEC(const struct term *) blind; /* with a "see" whose target is nowhere in the book */
};

/* Two entries of the registry are two persons; the same name given in two documents is one. */
static const char *person_id(const struct entry *entry)
{
    return entry->person && entry->person->id ? entry->person->id : "";
}

static int by_heading(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = collator_compare(a->main_key, a->main_size, b->main_key, b->main_size);
    if (!order)
        order = strcmp(a->main, b->main);
    if (order)
        return order;
    if (a->person && b->person && person_id(a) != person_id(b))
        return strcmp(person_id(a), person_id(b));
    if (!a->sub || !b->sub)
        return (a->sub != NULL) - (b->sub != NULL);
    order = collator_compare(a->sub_key, a->sub_size, b->sub_key, b->sub_size);
    return order ? order : strcmp(a->sub, b->sub);
}

static struct entry *add_entry(struct index *index, const char *main, const char *sub, const char *sort)
{
    struct entry entry = {.main = main, .sub = sub, .sort = sort};
    vec_push(index->arena, &index->entries, entry);
    return &index->entries.at[index->entries.n - 1];
}

static void make_keys(struct index *index, struct collator *collator)
{
    for (size_t i = 0; i < index->entries.n; i++) {
        struct entry *entry = &index->entries.at[i];
        entry->main_key = collator_key(index->arena, collator, entry->sort, &entry->main_size);
        if (entry->sub)
            entry->sub_key = collator_key(index->arena, collator, entry->sub, &entry->sub_size);
    }
}

/* Of sorted entries. */
static void join_equal(struct index *index)
{
    size_t n = 0;
    for (size_t i = 0; i < index->entries.n; i++) {
        struct entry *entry = &index->entries.at[i], *last = n ? &index->entries.at[n - 1] : NULL;
        if (!last || !strings_equal(last->main, entry->main) || !strings_equal(last->sub, entry->sub) ||
            strcmp(person_id(last), person_id(entry))) {
            index->entries.at[n++] = *entry;
            continue;
        }
        for (size_t k = 0; k < entry->anchors.n; k++)
            vec_push(index->arena, &last->anchors, entry->anchors.at[k]);
        last->term = last->term ? last->term : entry->term;
    }
    index->entries.n = n;
}

static void sort_entries(struct index *index)
{
    struct collator *collator = collator_open(index->language);
    make_keys(index, collator);
    if (index->entries.n)
        qsort(index->entries.at, index->entries.n, sizeof *index->entries.at, by_heading);
    join_equal(index);
    for (size_t i = 0; i < index->entries.n; i++) {
        struct entry *entry = &index->entries.at[i], *last = i ? entry - 1 : NULL;
        bool same = last && strings_equal(last->sort, entry->sort);
        entry->letter = same ? last->letter : collator_letter(index->arena, collator, entry->sort);
    }
    collator_close(collator);
}

static void append_locators(struct making *making, struct text_builder *builder, const struct entry *entry)
{
    const char *comma = words_get(making->language, WORD_COMMA);
    size_t count;
    struct locator_range *ranges = refs_merge(making->arena, making->parts->refs, making->map, entry->anchors.at,
                                              entry->anchors.n, &count);
    for (size_t i = 0; i < count; i++) {
        text_puts(builder, comma);
        append_page_reference(making->arena, builder, ranges[i].from, REF_PAGE);
        if (ranges[i].to == ranges[i].from)
            continue;
        text_puts(builder, "–");
        append_page_reference(making->arena, builder, ranges[i].to, REF_PAGE);
    }
}

static void append_see(struct making *making, struct text_builder *builder, enum word_id word, const char *target,
                       enum word_id before)
{
    text_puts(builder, words_get(making->language, before));
    text_open(builder, (struct span){.kind = SPAN_EMPHASIS, .own_words = true});
    text_puts(builder, words_get(making->language, word));
    text_close(builder);
    text_format(builder, " %s", target);
}

static void append_cross_references(struct making *making, struct text_builder *builder, const struct term *term)
{
    if (!term)
        return;
    if (term->see)
        append_see(making, builder, WORD_SEE, term->see, WORD_COMMA);
    for (size_t i = 0; i < term->see_also.count; i++) {
        const char *target = ((const char **)term->see_also.at)[i];
        if (i)
            text_format(builder, "%s%s", words_get(making->language, WORD_SEMICOLON), target);
        else
            append_see(making, builder, WORD_SEE_ALSO, target, WORD_SEMICOLON);
    }
}

static void put_entry(struct making *making, struct flow *parent, const struct entry *entry, const char *words)
{
    struct text_builder *builder = text_builder_new(making->arena, making->language);
    text_puts(builder, words);
    append_locators(making, builder, entry);
    append_cross_references(making, builder, entry->term);
    if (entry->see)
        append_see(making, builder, WORD_SEE, entry->see, WORD_COMMA);
    enum style_id style = entry->sub && words == entry->sub ? STYLE_INDEX_SUBENTRY : STYLE_INDEX_ENTRY;
    flow_paragraph(making->arena, parent, style, ROLE_LI, text_finish(builder));
}

/* A column shall not begin in mid-entry: sub-entries stay with their heading, unless they are very many. */
static bool holds_together(const struct index *index, size_t at)
{
    enum { MANY = 16 };
    const struct entry *entries = index->entries.at;
    size_t first = at, next = at + 1;
    while (first && strings_equal(entries[first - 1].main, entries[at].main))
        first--;
    while (next < index->entries.n && next - first <= MANY && strings_equal(entries[next].main, entries[at].main))
        next++;
    return next > at + 1 && next - first <= MANY;
}

/* Persons of one name are told apart by where they come from. */
static const char *author_words(struct making *making, const struct index *index, size_t at)
{
    const struct entry *entry = &index->entries.at[at];
    bool before = at && strings_equal(index->entries.at[at - 1].main, entry->main);
    bool after = at + 1 < index->entries.n && strings_equal(index->entries.at[at + 1].main, entry->main);
    const char *from = entry->person && (before || after) ? local(making, &entry->person->affiliation) : NULL;
    return from ? arena_format(making->arena, "%s (%s)", entry->main, from) : entry->main;
}

/* "standards (continued)", for the columns over which the sub-entries go on. */
static const struct para *continued_head(const struct making *making, const char *main)
{
    const char *words = words_fill(making->arena, making->language, WORD_CONTINUED, main, NULL);
    return para_of(making->arena, making->language, words, POS_NONE);
}

static void put_heading(struct making *making, struct flow *list, const char *words)
{
    struct flow *item = put(making, list, STYLE_INDEX_ENTRY, words);
    item->role = ROLE_LI;
    item->paragraph.keep_with_next = true;
}

static void put_index(struct making *making, const struct index *index)
{
    struct flow *group = flow_group(making->arena, making->root, ROLE_INDEX);
    group->group.columns = 2;
    if (!index->entries.n && making->map)
        report_empty(making);
    const char *letter = "", *main = NULL;
    const struct para *continued = NULL;
    struct flow *list = NULL, *under = NULL; /* entries of the letter; sub-entries of an entry */
    for (size_t i = 0; i < index->entries.n; i++) {
        const struct entry *entry = &index->entries.at[i];
        if (strcmp(entry->letter, letter)) {
            letter = entry->letter;
            put(making, group, STYLE_INDEX_LETTER, letter);
            list = flow_group(making->arena, group, ROLE_L);
            under = NULL;
        }
        if (entry->sub && !strings_equal(main, entry->main))
            put_heading(making, list, entry->main);
        if (!entry->sub || !strings_equal(main, entry->main))
            under = NULL;
        if (entry->sub && !under)
            under = flow_group(making->arena, list, ROLE_L);
        struct flow *into = entry->sub ? under : list;
        put_entry(making, into, entry, entry->sub ? entry->sub : author_words(making, index, i));
        into->last->paragraph.keep_with_next = holds_together(index, i);
        if (entry->sub && strings_equal(main, entry->main))
            into->last->paragraph.continued = continued;
        else if (entry->sub)
            continued = continued_head(making, entry->main);
        main = entry->main;
    }
}

/* A name in its own script leads to the other one. */
static void add_native_name(struct index *index, const struct person *person)
{
    const char *name = person_index_name(index->arena, person);
    if (!person->native || !*person->native || strcmp(person->native, name) == 0)
        return;
    struct entry *entry = add_entry(index, person->native, NULL,
                                    person->native_sort ? person->native_sort : person->native);
    entry->see = name;
    entry->person = person;
}

static struct index *new_index(const struct parts *parts)
{
    struct index *index = arena_alloc(parts->arena, sizeof *index);
    *index = (struct index){.arena = parts->arena, .parts = parts, .language = parts->volume->language};
    return index;
}

static const void *gather_authors(const struct parts *parts)
{
    struct index *index = new_index(parts);
    for (size_t i = 0; i < parts->authorships.n; i++) {
        const struct authorship *authorship = &parts->authorships.at[i];
        if (!authorship->mark->anchor)
            continue;
        struct entry *entry = add_entry(index, person_index_name(index->arena, authorship->person), NULL,
                                        person_sort_name(index->arena, authorship->person));
        entry->person = authorship->person;
        vec_push(index->arena, &entry->anchors, authorship->mark->anchor);
        add_native_name(index, authorship->person);
    }
    sort_entries(index);
    return index;
}

static void make_author_index(struct making *making)
{
    if (making->gathered)
        put_index(making, making->gathered);
}

const struct part part_author_index = {"author-index", WORD_AUTHOR_INDEX, true, false, make_author_index, NULL,
                                       gather_authors};

/* "standards > gap" → main heading and sub-heading. */
static void split_term(struct arena *arena, const char *term, const char **main, const char **sub)
{
    const char *mark = strchr(term, '>');
    size_t size = mark ? (size_t)(mark - term) : strlen(term);
    while (size && term[size - 1] == ' ')
        size--;
    *main = arena_string(arena, term, size);
    *sub = mark ? arena_strdup(arena, mark + 1 + strspn(mark + 1, " ")) : NULL;
}

/* A heading as it is indexed, and a place where it is. */
struct mention {
    const char *term;
    uint32_t anchor;
};
struct mentions {
    struct mention *at; /* by term, then by place */
    size_t n;
};

static int by_term(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    int order = a->term == b->term ? 0 : strcmp(a->term, b->term);
    return order ? order : (a->anchor > b->anchor) - (a->anchor < b->anchor);
}

static struct mentions sorted_mentions(const struct index *index)
{
    const struct refs *refs = index->parts->refs;
    VEC(struct mention) list = {0};
    for (uint32_t anchor = 1; anchor < refs_anchor_count(refs); anchor++) {
        const struct target *target = refs_target(refs, anchor);
        struct mention mention = {target->term, anchor};
        if (target->kind == TARGET_INDEX && target->term)
            vec_push(index->arena, &list, mention);
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_term);
    return (struct mentions){list.at, list.n};
}

/* Is there a mention of the heading or of one below it ("ITU > …")? */
static bool is_indexed(const struct mentions *mentions, const char *name)
{
    size_t low = 0, high = mentions->n, size = strlen(name);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(mentions->at[middle].term, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == mentions->n || strncmp(mentions->at[low].term, name, size))
        return false;
    char next = mentions->at[low].term[size];
    return next == '\0' || next == ' ' || next == '>';
}

static int by_name(const void *left, const void *right)
{
    return strcmp((*(const struct term *const *)left)->term, (*(const struct term *const *)right)->term);
}

static const struct term **sorted_terms(const struct index *index, size_t *count)
{
    const struct volume *volume = index->parts->volume;
    const struct term **terms = arena_alloc(index->arena, (volume->term_count + 1) * sizeof *terms);
    size_t n = 0;
    for (size_t i = 0; i < volume->term_count; i++)
        if (volume->terms[i].term)
            terms[n++] = &volume->terms[i];
    if (n)
        qsort(terms, n, sizeof *terms, by_name);
    *count = n;
    return terms;
}

static const struct term *find_term(const struct term *const *terms, size_t count, const char *name)
{
    struct term wanted = {.term = name}, *key = &wanted;
    const struct term *const *found = count ? bsearch(&key, terms, count, sizeof *terms, by_name) : NULL;
    return found ? *found : NULL;
}

static void add_mentions(struct index *index, const struct mentions *mentions)
{
    size_t term_count;
    const struct term **terms = sorted_terms(index, &term_count);
    struct entry *entry = NULL;
    for (size_t i = 0; i < mentions->n; i++) {
        const struct mention *mention = &mentions->at[i];
        if (!i || strcmp(mention->term, mention[-1].term)) {
            const char *main, *sub;
            split_term(index->arena, mention->term, &main, &sub);
            entry = add_entry(index, main, sub, main);
            entry->term = find_term(terms, term_count, mention->term);
        }
        vec_push(index->arena, &entry->anchors, mention->anchor);
    }
}

/* A "see" whose target is nowhere in the book would lead the reader to nothing. */
static void add_see_entries(struct index *index, const struct mentions *mentions)
{
    const struct volume *volume = index->parts->volume;
    for (size_t i = 0; i < volume->term_count; i++) {
        const struct term *term = &volume->terms[i];
        const char *main, *sub;
        if (!term->term || !term->see)
            continue;
        if (!is_indexed(mentions, term->see)) {
            vec_push(index->arena, &index->blind, term);
            continue;
        }
        split_term(index->arena, term->term, &main, &sub);
        add_entry(index, main, sub, main)->term = term;
    }
}

static const void *gather_subjects(const struct parts *parts)
{
    struct index *index = new_index(parts);
    struct mentions mentions = sorted_mentions(index);
    add_mentions(index, &mentions);
    add_see_entries(index, &mentions);
    sort_entries(index);
    return index;
}

static void make_subject_index(struct making *making)
{
    const struct index *index = making->gathered;
    if (!index)
        return;
    for (size_t i = 0; making->map && i < index->blind.n; i++) {
        const struct term *term = index->blind.at[i];
        diag(making->parts->diags, DIAG_BLIND_SEE, term->head.pos, term->term, term->see);
    }
    put_index(making, index);
}

const struct part part_subject_index = {"subject-index", WORD_SUBJECT_INDEX, true, false, make_subject_index, NULL,
                                        gather_subjects};

static void count_entry(void *context, const struct flow *item)
{
    *(size_t *)context += item->kind == FLOW_PARAGRAPH && item->role == ROLE_LI;
}

size_t parts_index_entries(const struct book *book)
{
    size_t count = 0;
    for (size_t i = 0; i < book->piece_count; i++)
        for (const struct flow *item = book->pieces[i].root->first; item; item = item->next)
            if (item->role == ROLE_INDEX)
                flow_walk(item, count_entry, &count);
    return count;
}

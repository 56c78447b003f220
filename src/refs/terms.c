/*
 * refs: the index vocabulary, and finding its forms in running text. At each place where a word may begin (edges.c)
 * the forms that share its first four folded characters are tried, longest first, then the forms of three characters,
 * two and one: cost grows with the text, not with text × terms.
 */
#include <stdlib.h>
#include <string.h>

#include "refs/internal.h"

enum { MOST_START = 4 };

struct form {
    const char *text; /* as written when exact, else folded */
    size_t size;
    bool exact;       /* has a capital: matched as written */
    const char *term; /* what is indexed */
    int start;        /* characters that its bucket is found by: MOST_START, or all of a shorter form */
    uint32_t bucket;
    enum edge_kind last; /* of its last character */
    size_t order;     /* as given: where lengths are equal, the first counts */
};

struct terms {
    struct form *forms;   /* sorted by bucket, then longest first */
    size_t form_count;
    uint32_t *first;      /* forms of bucket b: first[b] … first[b + 1] */
    size_t bucket_count;  /* a power of two */
    size_t starts[MOST_START + 1]; /* forms that are found by so many characters */
    struct form *names;   /* every term and match, folded, for keywords: sorted by text */
    size_t name_count;
    struct arena *arena, *scratch; /* scratch: of one text */
    struct edges *edges;
};

static bool has_capital(const char *text, size_t size)
{
    const char *end = text + size;
    while (text < end)
        if (unicode_is_upper(utf8_next(&text, end)))
            return true;
    return false;
}

static const char *fold(struct arena *arena, const char *text, size_t *size)
{
    uint32_t *offsets;
    return unicode_fold(arena, text, strlen(text), size, &offsets);
}

static int by_text(const void *left, const void *right)
{
    const struct form *a = left, *b = right;
    return strcmp(a->text, b->text);
}

typedef VEC(struct form) form_list;

static void add_form(struct terms *terms, form_list *forms, form_list *names, const char *written, const char *term,
                     bool matched)
{
    size_t size = strlen(written), folded_size;
    const char *folded = fold(terms->arena, written, &folded_size);
    struct form name = {.text = folded, .size = folded_size, .term = term};
    vec_push(terms->arena, names, name);
    if (!matched || !size)
        return;
    struct form form = name;
    if (has_capital(written, size))
        form = (struct form){.text = written, .size = size, .exact = true, .term = term};
    vec_push(terms->arena, forms, form);
}

/* What is searched for a term "ITU > Regional offices" that has no match of its own: its last part. */
static const char *last_part(const char *term)
{
    for (const char *at; (at = strchr(term, '>')); term = at + 1 + strspn(at + 1, " "))
        ;
    return term;
}

static void add_term(struct terms *terms, form_list *forms, form_list *names, const struct term *term)
{
    if (!term->term)
        return;
    const char *target = term->see ? term->see : term->term;
    add_form(terms, forms, names, term->term, target, false);
    bool sub = strchr(term->term, '>') != NULL;
    if (!sub || !term->match.count)
        add_form(terms, forms, names, last_part(term->term), target, !term->see);
    for (size_t i = 0; i < term->match.count; i++) {
        const char *match = ((const char **)term->match.at)[i];
        if (match)
            add_form(terms, forms, names, match, target, !term->see);
    }
}

/* FNV-1a of the first character, the first two … Returns how many there are, at most MOST_START. */
static int hash_start(const char *text, size_t size, uint32_t hashes[MOST_START])
{
    const char *at = text, *end = text + size;
    uint32_t hash = 2166136261u;
    int count = 0;
    while (at < end && count < MOST_START) {
        const char *character = at;
        for (utf8_next(&at, end); character < at; character++)
            hash = (hash ^ (unsigned char)*character) * 16777619u;
        hashes[count++] = hash;
    }
    return count;
}

static int by_bucket(const void *left, const void *right)
{
    const struct form *a = left, *b = right;
    if (a->bucket != b->bucket)
        return a->bucket < b->bucket ? -1 : 1;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void sort_forms(struct terms *terms, const form_list *list)
{
    while (terms->bucket_count < list->n)
        terms->bucket_count = terms->bucket_count ? terms->bucket_count * 2 : 64;
    terms->forms = list->at;
    terms->form_count = list->n;
    terms->first = arena_alloc(terms->arena, (terms->bucket_count + 1) * sizeof *terms->first);
    for (size_t i = 0; i < list->n; i++) {
        struct form *form = &list->at[i];
        uint32_t hashes[MOST_START];
        size_t size = form->size;
        const char *folded = form->exact ? fold(terms->arena, form->text, &size) : form->text;
        form->start = hash_start(folded, size, hashes);
        terms->starts[form->start]++;
        form->bucket = form->start ? hashes[form->start - 1] & (terms->bucket_count - 1) : 0;
        form->last = edges_last_kind(form->text, form->size);
        form->order = i;
        terms->first[form->bucket + 1]++;
    }
    for (size_t b = 0; b < terms->bucket_count; b++)
        terms->first[b + 1] += terms->first[b];
    if (list->n)
        qsort(terms->forms, list->n, sizeof *terms->forms, by_bucket);
}

struct terms *terms_open(struct arena *arena, const struct volume *volume)
{
    struct terms *terms = arena_alloc(arena, sizeof *terms);
    terms->arena = arena;
    terms->scratch = arena_new();
    terms->edges = edges_open(arena);
    form_list forms = {0}, names = {0};
    for (size_t i = 0; i < volume->term_count; i++)
        add_term(terms, &forms, &names, &volume->terms[i]);
    sort_forms(terms, &forms);
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_text);
    terms->names = names.at;
    terms->name_count = names.n;
    return terms;
}

void terms_close(struct terms *terms)
{
    if (!terms)
        return;
    edges_close(terms->edges);
    arena_free(terms->scratch);
}

const char *terms_find(const struct terms *terms, const char *words)
{
    struct form wanted = {0};
    wanted.text = fold(terms->scratch, words, &wanted.size);
    const struct form *found =
        terms->name_count ? bsearch(&wanted, terms->names, terms->name_count, sizeof wanted, by_text) : NULL;
    arena_reset(terms->scratch);
    return found ? found->term : NULL;
}

struct search {
    const struct terms *terms;
    struct para *para;
    const char *folded;
    size_t folded_size;
    const uint32_t *offsets;
    VEC(struct mark) marks;
};

/* Does the form stand at folded offset `at`, as a word of its own? Returns its end in the text, 0 when not. */
static uint32_t form_end(const struct search *search, size_t at, const struct form *form, enum edge begin)
{
    const char *text = search->para->text;
    uint32_t start = search->offsets[at], end;
    if (form->exact) {
        if (search->para->length - start < form->size || memcmp(text + start, form->text, form->size))
            return 0;
        end = start + (uint32_t)form->size;
    } else {
        if (search->folded_size - at < form->size || memcmp(search->folded + at, form->text, form->size))
            return 0;
        end = search->offsets[at + form->size];
    }
    const char *next = text + end, *stop = text + search->para->length;
    enum edge_kind after = next < stop ? edges_kind(utf8_next(&next, stop)) : EDGE_NONE;
    enum edge finish = edges_between(after, form->last);
    if (finish == EDGE_CLOSED && edges_particles(text, start, end, search->para->length))
        finish = EDGE_FREE;
    return finish && edges_fit(search->terms->edges, start, end, begin == EDGE_FREE, finish == EDGE_FREE) ? end : 0;
}

/* A word may begin at folded offset `at`. Returns the end of the longest match in the text, 0 for none. */
static uint32_t match_at(const struct search *search, size_t at, enum edge begin, const struct form **found)
{
    const struct terms *terms = search->terms;
    uint32_t hashes[MOST_START], end;
    for (int start = hash_start(search->folded + at, search->folded_size - at, hashes); start > 0; start--) {
        if (terms->starts[start] == 0)
            continue;
        uint32_t bucket = hashes[start - 1] & (terms->bucket_count - 1);
        for (uint32_t i = terms->first[bucket]; i < terms->first[bucket + 1]; i++)
            if (terms->forms[i].start == start && (end = form_end(search, at, &terms->forms[i], begin))) {
                *found = &terms->forms[i];
                return end;
            }
    }
    return 0;
}

/* Code is not searched, nor a link whose text is its own address. */
static bool hidden(const struct para *para, uint32_t start, uint32_t *end)
{
    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        if (start < span->start || start >= span->end)
            continue;
        bool address = span->kind == SPAN_LINK && strstr(span->url, "//") &&
                       strncmp(para->text + span->start, span->url, span->end - span->start) == 0;
        if (span->kind != SPAN_CODE && !address)
            continue;
        *end = span->end;
        return true;
    }
    return false;
}

static void add_mark(struct arena *arena, struct search *search, uint32_t start, uint32_t end, const char *term)
{
    struct mark mark = {.at = start, .kind = MARK_INDEX, .term = term,
                        .words = arena_string(arena, search->para->text + start, end - start)};
    vec_push(arena, &search->marks, mark);
}

static bool is_latin(char folded)
{
    return (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9');
}

static void search_text(struct arena *arena, struct search *search)
{
    enum edge_kind before = EDGE_NONE;
    const char *end = search->folded + search->folded_size;
    for (const char *at = search->folded; at < end;) {
        while (before == EDGE_WORD && at < end && is_latin(*at)) /* the rest of a word */
            at++;
        if (at == end)
            break;
        size_t here = (size_t)(at - search->folded);
        const struct form *form;
        uint32_t start = search->offsets[here], stop, hidden_end;
        enum edge_kind kind = edges_kind(utf8_next(&at, end));
        enum edge begin = edges_between(before, kind);
        before = kind;
        if (begin == EDGE_CLOSED || !(stop = match_at(search, here, begin, &form)))
            continue;
        if (hidden(search->para, start, &hidden_end))
            stop = hidden_end;
        else
            add_mark(arena, search, start, stop, form->term);
        while (at < end && search->offsets[at - search->folded] < stop)
            before = edges_kind(utf8_next(&at, end));
    }
}

/* Both lists are sorted by offset. */
static void merge_marks(struct arena *arena, struct search *search)
{
    struct para *para = search->para;
    struct mark *merged = arena_alloc(arena, (para->mark_count + search->marks.n) * sizeof *merged);
    size_t old = 0, new = 0, n = 0;
    while (old < para->mark_count || new < search->marks.n) {
        bool take_old = new == search->marks.n ||
                        (old < para->mark_count && para->marks[old].at <= search->marks.at[new].at);
        merged[n++] = take_old ? para->marks[old++] : search->marks.at[new++];
    }
    para->marks = merged;
    para->mark_count = (uint32_t)n;
}

void terms_mark(struct arena *arena, const struct terms *terms, struct para *para)
{
    for (uint32_t i = 0; i < para->mark_count; i++) {
        struct mark *mark = &para->marks[i];
        const char *known = mark->kind == MARK_INDEX && mark->term ? terms_find(terms, mark->term) : NULL;
        if (known)
            mark->term = known;
    }
    if (!terms->form_count)
        return;
    struct search search = {.terms = terms, .para = para};
    uint32_t *offsets;
    search.folded = unicode_fold(terms->scratch, para->text, para->length, &search.folded_size, &offsets);
    search.offsets = offsets;
    edges_start(terms->edges, terms->scratch, para->text, para->length);
    search_text(arena, &search);
    arena_reset(terms->scratch);
    if (search.marks.n)
        merge_marks(arena, &search);
}

/*
 * refs: the index vocabulary, and finding its forms in running text. At each place where a word may begin the forms
 * that share its first folded byte are tried, longest first: cost grows with the text, not with text × terms.
 */
#include <stdlib.h>
#include <string.h>

#include "refs/refs.h"

struct form {
    const char *text; /* as written when exact, else folded */
    size_t size;
    bool exact;       /* has a capital: matched as written */
    const char *term; /* what is indexed */
};

struct terms {
    struct form *forms;   /* sorted by first folded byte, then longest first */
    size_t form_count;
    size_t first[257];    /* forms of byte b: first[b] … first[b + 1] */
    struct form *names;   /* every term and match, folded, for keywords: sorted by text */
    size_t name_count;
    struct arena *arena;
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

static unsigned char first_byte(struct arena *arena, const struct form *form)
{
    size_t size;
    return (unsigned char)*(form->exact ? fold(arena, form->text, &size) : form->text);
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
    struct form name = {folded, folded_size, false, term};
    vec_push(terms->arena, names, name);
    if (!matched || !size)
        return;
    struct form form = has_capital(written, size) ? (struct form){written, size, true, term} : name;
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

/* Counting sort by first byte; within a byte the longest first, and as given where lengths are equal. */
static void sort_forms(struct terms *terms, const form_list *list)
{
    unsigned char *bytes = arena_alloc(terms->arena, list->n);
    terms->forms = arena_alloc(terms->arena, list->n * sizeof *terms->forms);
    terms->form_count = list->n;
    size_t count[256] = {0};
    for (size_t i = 0; i < list->n; i++)
        count[bytes[i] = first_byte(terms->arena, &list->at[i])]++;
    for (size_t b = 0; b < 256; b++)
        terms->first[b + 1] = terms->first[b] + count[b];
    size_t filled[256] = {0};
    for (size_t i = 0; i < list->n; i++) {
        size_t start = terms->first[bytes[i]], at = start + filled[bytes[i]]++;
        while (at > start && terms->forms[at - 1].size < list->at[i].size) {
            terms->forms[at] = terms->forms[at - 1];
            at--;
        }
        terms->forms[at] = list->at[i];
    }
}

struct terms *terms_open(struct arena *arena, const struct volume *volume)
{
    struct terms *terms = arena_alloc(arena, sizeof *terms);
    terms->arena = arena;
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

const char *terms_find(const struct terms *terms, const char *words)
{
    struct arena *scratch = arena_new();
    struct form wanted = {0};
    wanted.text = fold(scratch, words, &wanted.size);
    const struct form *found =
        terms->name_count ? bsearch(&wanted, terms->names, terms->name_count, sizeof wanted, by_text) : NULL;
    arena_free(scratch);
    return found ? found->term : NULL;
}

/* Letters, digits, marks and hyphens belong to a word. */
static bool in_word(uint32_t character)
{
    return unicode_is_letter(character) || unicode_is_digit(character) || unicode_is_mark(character) ||
           character == '-' || character == 0x2010 || character == 0x2011;
}

struct search {
    const struct terms *terms;
    struct para *para;
    const char *folded;
    size_t folded_size;
    const uint32_t *offsets;
    VEC(struct mark) marks;
};

/* Folded offset `at` is the start of a word. Returns the end of the longest match in the text, 0 for none. */
static uint32_t match_at(const struct search *search, size_t at, const struct form **form)
{
    const struct terms *terms = search->terms;
    unsigned char byte = (unsigned char)search->folded[at];
    for (size_t i = terms->first[byte]; i < terms->first[byte + 1]; i++) {
        const struct form *tried = &terms->forms[i];
        uint32_t start = search->offsets[at], end;
        if (tried->exact) {
            if (search->para->length - start < tried->size ||
                memcmp(search->para->text + start, tried->text, tried->size))
                continue;
            end = start + (uint32_t)tried->size;
        } else {
            if (search->folded_size - at < tried->size || memcmp(search->folded + at, tried->text, tried->size))
                continue;
            end = search->offsets[at + tried->size];
        }
        const char *next = search->para->text + end, *stop = search->para->text + search->para->length;
        if (next < stop && in_word(utf8_next(&next, stop)))
            continue;
        *form = tried;
        return end;
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

static void search_text(struct arena *arena, struct search *search)
{
    bool word_before = false;
    const char *end = search->folded + search->folded_size;
    for (const char *at = search->folded; at < end;) {
        size_t here = (size_t)(at - search->folded);
        const struct form *form;
        uint32_t start = search->offsets[here], stop, hidden_end;
        if (!word_before && search->terms->first[(unsigned char)*at] < search->terms->first[(unsigned char)*at + 1] &&
            (stop = match_at(search, here, &form))) {
            if (hidden(search->para, start, &hidden_end))
                stop = hidden_end;
            else
                add_mark(arena, search, start, stop, form->term);
            while (at < end && search->offsets[at - search->folded] < stop)
                at++;
            word_before = true;
            continue;
        }
        word_before = in_word(utf8_next(&at, end));
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
    struct arena *scratch = arena_new();
    struct search search = {.terms = terms, .para = para};
    uint32_t *offsets;
    search.folded = unicode_fold(scratch, para->text, para->length, &search.folded_size, &offsets);
    search.offsets = offsets;
    search_text(arena, &search);
    arena_free(scratch);
    if (search.marks.n)
        merge_marks(arena, &search);
}

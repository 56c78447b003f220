/*
 * refs: the index vocabulary, and finding its forms in running text. The forms, folded, are a trie (Knuth, The Art of
 * Computer Programming, volume 3, 6.3) whose branches stand in one hash table. From each place where a word may begin
 * (edges.c) the text is followed through it, folded as it comes, and the longest form met that stands there as a word
 * counts: cost grows with the text, not with text × terms. That a word of ASCII is no form's first, one look tells.
 */
#include <stdlib.h>

#include "refs/internal.h"

struct form {
    const char *text;  /* as written when exact, else folded */
    size_t size;
    bool exact;        /* has a capital: matched as written */
    const char *term;  /* what is indexed */
    enum edge_kind last; /* of its last character */
    uint32_t next;     /* the next form of the same folded text, as they were given; 0: none */
};

/* From a state of the trie by a byte to another; to 0: an empty slot. Eight bytes, as the table is read at random. */
struct branch {
    uint64_t from : 28, to : 28, byte : 8;
};

enum { FIRST_WORDS = 1 << 16 };

struct terms {
    uint8_t first_words[FIRST_WORDS / 8]; /* a bit for each hash of a word of ASCII that a form begins with */
    VEC(struct form) forms;  /* by number; [0] is none */
    VEC(uint32_t) ends;      /* by state: the first form that ends there, 0: none. State 0 is before the first byte */
    struct branch *branches; /* open hash */
    uint32_t branch_slots;   /* a power of two */
    struct form *names;      /* every term and match, folded, for keywords: sorted by text */
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
    return unicode_fold(arena, text, strlen(text), size);
}

static int by_text(const void *left, const void *right)
{
    const struct form *a = left, *b = right;
    return strcmp(a->text, b->text);
}

/* Is it a letter or figure of ASCII? */
static bool is_latin(char byte)
{
    static const bool latin[256] = {['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true};
    return latin[(unsigned char)byte];
}

/* The hash of the letters and figures of ASCII from *at on, in any case; moves on behind them. FNV-1a. */
static uint32_t hash_word(const char **at, const char *end)
{
    uint32_t hash = 2166136261u;
    const char *byte = *at;
    for (; byte < end && is_latin(*byte); byte++)
        hash = (hash ^ (unsigned char)(*byte | 32)) * 16777619u;
    *at = byte;
    return (hash ^ hash >> 16) % FIRST_WORDS;
}

/* Moves on behind letters and figures of ASCII; false when no form can begin with them. */
static bool pass_word(const struct terms *terms, const char **at, const char *end)
{
    uint32_t hash = hash_word(at, end);
    bool goes_on = *at < end && (**at & 0x80); /* perhaps with a letter, which none of the hashes knows */
    return goes_on || terms->first_words[hash / 8] >> hash % 8 & 1;
}

/* The branch from a state by a byte, or the slot where it would stand. There are slots, and one is empty. */
static struct branch *find_branch(const struct terms *terms, uint32_t from, unsigned char byte)
{
    uint32_t slot = (uint32_t)(((uint64_t)from << 8 | byte) * 0x9E3779B97F4A7C15u >> 32);
    for (;; slot++) {
        struct branch *branch = &terms->branches[slot & (terms->branch_slots - 1)];
        if (!branch->to || (branch->from == from && branch->byte == byte))
            return branch;
    }
}

static void grow_branches(struct terms *terms)
{
    enum { FIRST_SLOTS = 1024 };
    uint32_t old_slots = terms->branch_slots;
    struct branch *old = terms->branches;
    terms->branch_slots = old_slots ? old_slots * 2 : FIRST_SLOTS;
    terms->branches = arena_alloc(terms->arena, terms->branch_slots * sizeof *old);
    for (uint32_t i = 0; i < old_slots; i++)
        if (old[i].to)
            *find_branch(terms, old[i].from, old[i].byte) = old[i];
}

static uint32_t add_branch(struct terms *terms, uint32_t from, unsigned char byte)
{
    if (terms->ends.n * 4 >= (size_t)terms->branch_slots * 3)
        grow_branches(terms);
    struct branch *branch = find_branch(terms, from, byte);
    if (!branch->to) {
        *branch = (struct branch){.from = from, .to = terms->ends.n, .byte = byte};
        vec_push(terms->arena, &terms->ends, 0);
    }
    return branch->to;
}

/* A form that is searched for, and as it is when folded. */
static void add_form(struct terms *terms, struct form form, const char *folded, size_t size)
{
    const char *word = folded;
    uint32_t hash = hash_word(&word, folded + size), state = 0;
    terms->first_words[hash / 8] |= 1 << hash % 8;
    for (size_t i = 0; i < size; i++)
        state = add_branch(terms, state, (unsigned char)folded[i]);
    uint32_t *last = &terms->ends.at[state];
    while (*last)
        last = &terms->forms.at[*last].next;
    *last = (uint32_t)terms->forms.n;
    form.last = edges_last_kind(form.text, form.size);
    vec_push(terms->arena, &terms->forms, form);
}

typedef VEC(struct form) form_list;

static void add_name(struct terms *terms, form_list *names, const char *written, const char *term, bool matched)
{
    size_t size = strlen(written), folded_size;
    const char *folded = fold(terms->arena, written, &folded_size);
    struct form name = {.text = folded, .size = folded_size, .term = term}, form = name;
    vec_push(terms->arena, names, name);
    if (has_capital(written, size))
        form = (struct form){.text = written, .size = size, .exact = true, .term = term};
    if (matched && size)
        add_form(terms, form, folded, folded_size);
}

/* What is searched for a term "ITU > Regional offices" that has no match of its own: its last part. */
static const char *last_part(const char *term)
{
    for (const char *at; (at = strchr(term, '>')); term = at + 1 + strspn(at + 1, " "))
        ;
    return term;
}

static void add_term(struct terms *terms, form_list *names, const struct term *term)
{
    if (!term->term)
        return;
    const char *target = term->see ? term->see : term->term;
    add_name(terms, names, term->term, target, false);
    bool sub = strchr(term->term, '>') != NULL;
    if (!sub || !term->match.count)
        add_name(terms, names, last_part(term->term), target, !term->see);
    for (size_t i = 0; i < term->match.count; i++) {
        const char *match = ((const char **)term->match.at)[i];
        if (match)
            add_name(terms, names, match, target, !term->see);
    }
}

struct terms *terms_open(struct arena *arena, const struct volume *volume)
{
    struct terms *terms = arena_alloc(arena, sizeof *terms);
    terms->arena = arena;
    terms->scratch = arena_new();
    terms->edges = edges_open(arena);
    form_list names = {0};
    vec_push(arena, &terms->ends, 0);
    vec_push(arena, &terms->forms, (struct form){0});
    for (size_t i = 0; i < volume->term_count; i++)
        add_term(terms, &names, &volume->terms[i]);
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

/* A state of the trie at which forms end, and where that is in the text. */
struct reached {
    uint32_t state, end;
};
struct search {
    const struct terms *terms;
    struct para *para;
    VEC(struct reached) reached; /* from one place */
    VEC(struct mark) marks;      /* new ones */
};

/* Does the form, which is the text[start, end) when both are folded, stand there as a word of its own? */
static bool form_fits(const struct search *search, uint32_t start, uint32_t end, const struct form *form,
                      enum edge begin)
{
    const char *text = search->para->text, *next = text + end, *stop = text + search->para->length;
    if (form->exact && (end - start != form->size || memcmp(text + start, form->text, form->size)))
        return false;
    enum edge_kind after = next < stop ? edges_kind(utf8_next(&next, stop)) : EDGE_NONE;
    enum edge finish = edges_between(after, form->last);
    if (finish == EDGE_CLOSED && edges_particles(text, start, end, search->para->length))
        finish = EDGE_FREE;
    return finish && edges_fit(search->terms->edges, start, end, begin == EDGE_FREE, finish == EDGE_FREE);
}

/* The state after a character, which moves on with it; 0: no form goes on so. */
static uint32_t follow(const struct terms *terms, uint32_t state, const char **at, const char *end)
{
    unsigned char byte = (unsigned char)**at;
    if (byte < 0x80) {
        ++*at;
        return find_branch(terms, state, byte >= 'A' && byte <= 'Z' ? byte + 32 : byte)->to;
    }
    char folded[UNICODE_FOLD_ROOM];
    int size = unicode_fold_character(utf8_next(at, end), folded);
    for (int i = 0; i < size; i++)
        if (!(state = find_branch(terms, state, (unsigned char)folded[i])->to))
            return 0;
    return state;
}

/* A word may begin at byte `start`. Returns the end of the longest match, 0 for none. */
static uint32_t match_at(struct search *search, uint32_t start, enum edge begin, const struct form **found)
{
    const struct terms *terms = search->terms;
    const char *text = search->para->text, *at = text + start, *end = text + search->para->length;
    search->reached.n = 0;
    for (uint32_t state = 0; at < end && (state = follow(terms, state, &at, end));) {
        struct reached reached = {state, (uint32_t)(at - text)};
        if (terms->ends.at[state])
            vec_push(terms->scratch, &search->reached, reached);
    }
    for (size_t i = search->reached.n; i-- > 0;) {
        struct reached reached = search->reached.at[i];
        for (uint32_t form = terms->ends.at[reached.state]; form; form = terms->forms.at[form].next)
            if (form_fits(search, start, reached.end, &terms->forms.at[form], begin)) {
                *found = &terms->forms.at[form];
                return reached.end;
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
    vec_push(search->terms->scratch, &search->marks, mark);
}

static void search_text(struct arena *arena, struct search *search)
{
    enum edge_kind before = EDGE_NONE;
    const char *text = search->para->text, *end = text + search->para->length;
    for (const char *at = text; at < end;) {
        const struct form *form;
        uint32_t start = (uint32_t)(at - text), stop, hidden_end;
        bool latin = is_latin(*at), possible = !latin || pass_word(search->terms, &at, end);
        enum edge_kind kind = latin ? EDGE_WORD : edges_kind(utf8_next(&at, end));
        enum edge begin = edges_between(before, kind);
        before = kind;
        if (!possible || begin == EDGE_CLOSED || !(stop = match_at(search, start, begin, &form)))
            continue;
        if (hidden(search->para, start, &hidden_end))
            stop = hidden_end;
        else
            add_mark(arena, search, start, stop, form->term);
        at = text + stop;
        before = edges_last_kind(text, stop);
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
    if (!terms->branch_slots)
        return;
    struct search search = {.terms = terms, .para = para};
    edges_start(terms->edges, terms->scratch, para->text, para->length);
    search_text(arena, &search);
    if (search.marks.n)
        merge_marks(arena, &search);
    arena_reset(terms->scratch);
}

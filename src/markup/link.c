/* markup: links, references and images in running text, and the attributes of words in brackets. */
#include <string.h>
#include <strings.h>

#include "markup/parse.h"

/*
 * GitHub's order of things makes [^1](see) a link around a note's mark; here it is the mark, then the text.
 */
static bool is_note_only(const struct inline_state *state, cmark_node *link)
{
    cmark_node *first = cmark_node_first_child(link);
    const struct carrier *carrier = carrier_of(state->parse, first);
    return carrier && carrier->kind == CARRIER_NOTE && !cmark_node_next(first);
}

void link_enter(struct inline_state *state, cmark_node *link)
{
    struct parse *parse = state->parse;
    const struct leaf *leaf = state->leaf;
    if (cmark_node_get_type(link) == CMARK_NODE_IMAGE)
        diag(parse->diags, DIAG_MARKUP_IMAGE_IN_TEXT, leaf_pos(parse, leaf, state->at));
    if (state->at < leaf->size && leaf->content[state->at] == '!')
        state->at++;
    if (state->at < leaf->size && (leaf->content[state->at] == '[' || leaf->content[state->at] == '<'))
        state->at++;
}

/* Behind the ) of (address "title"), which begins at `at`. */
static size_t skip_address(const struct leaf *leaf, size_t at)
{
    int depth = 0;
    char quote = 0;
    for (; at < leaf->size; at++) {
        char c = leaf->content[at];
        if (c == '\\')
            at++;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && strchr(" \t\n", leaf->content[at - 1]))
            quote = c;
        else if (c == '<')
            quote = '>';
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return at + 1;
    }
    return leaf->size;
}

/* Moves on over the ] and what follows it, or the > of an address in < >. */
static void skip_tail(struct inline_state *state)
{
    const struct leaf *leaf = state->leaf;
    if (state->at >= leaf->size || (leaf->content[state->at] != ']' && leaf->content[state->at] != '>'))
        return;
    state->at++;
    if (leaf->content[state->at - 1] == '>' || state->at >= leaf->size)
        return;
    if (leaf->content[state->at] == '(') {
        state->at = skip_address(leaf, state->at);
    } else if (leaf->content[state->at] == '[') {
        const char *end = memchr(leaf->content + state->at, ']', leaf->size - state->at);
        state->at = end ? (size_t)(end - leaf->content) + 1 : state->at;
    }
}

static bool is_kept(const char *url)
{
    static const char *const kinds[] = {"http://", "https://", "mailto:"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncasecmp(url, kinds[i], strlen(kinds[i])) == 0 && url[strlen(kinds[i])])
            return true;
    return false;
}

static bool is_blank_words(struct inline_state *state, uint32_t start)
{
    return !*text_words(state->out, start);
}

/* [](#id): generated words; [words](#id): the author's words, then the page. */
static void put_reference(struct inline_state *state, const char *target, uint32_t start, struct pos pos)
{
    struct parse *parse = state->parse;
    if (!*target) {
        diag(parse->diags, DIAG_MARKUP_LINK_EMPTY, pos);
        return;
    }
    struct reference *ref = arena_alloc(parse->arena, sizeof *ref);
    *ref = (struct reference){.target = target, .form = REF_FULL, .pos = pos};
    if (!is_blank_words(state, start)) {
        ref->form = REF_PAGE_AFTER;
        struct span jump = {.start = start, .end = text_length(state->out), .kind = SPAN_JUMP, .ref = ref};
        text_span(state->out, jump);
    }
    text_reference(state->out, ref);
}

static void put_link(struct inline_state *state, const char *url, uint32_t start, struct pos pos)
{
    struct parse *parse = state->parse;
    if (!*url) {
        diag(parse->diags, DIAG_MARKUP_LINK_EMPTY, pos);
    } else if (!is_kept(url)) {
        diag(parse->diags, DIAG_MARKUP_LINK_KIND, pos, shown(parse, url, strlen(url)));
    } else {
        if (is_blank_words(state, start))
            text_append(state->out, url, strlen(url), pos);
        text_span(state->out, (struct span){.start = start, .end = text_length(state->out), .kind = SPAN_LINK,
                                            .url = url});
    }
}

void link_exit(struct inline_state *state, cmark_node *link, struct open_node open)
{
    struct parse *parse = state->parse;
    size_t tail = state->at + 1;
    struct pos pos = leaf_pos(parse, state->leaf, open.at);
    skip_tail(state);
    state->link_start = open.start;
    if (cmark_node_get_type(link) == CMARK_NODE_IMAGE)
        return;
    if (is_note_only(state, link)) {
        state->skip_bracket = false;
        if (tail < state->at)
            inline_put(state, state->leaf->content + tail, state->at - tail, tail);
        return;
    }
    const char *url = string_clean(parse, cmark_node_get_url(link), pos), *title = cmark_node_get_title(link);
    if (title && *title) {
        title = string_clean(parse, title, pos);
        diag(parse->diags, DIAG_MARKUP_LINK_TITLE, pos, shown(parse, title, strlen(title)));
    }
    if (url[0] == '#')
        put_reference(state, url + 1, open.start, pos);
    else
        put_link(state, url, open.start, pos);
}

static void put_index_mark(struct inline_state *state, const struct attributes *attributes, uint32_t start,
                           struct pos pos)
{
    struct parse *parse = state->parse;
    const char *term = attribute_value(attributes, "term"), *words = text_words(state->out, start);
    if (!attribute_find(attributes, ".index")) {
        if (term)
            diag(parse->diags, DIAG_MARKUP_TERM_ALONE, pos);
        return;
    }
    term = term ? term : words;
    if (!term[strspn(term, " >")]) {
        diag(parse->diags, DIAG_MARKUP_TERM_EMPTY, pos);
        return;
    }
    text_mark_at(state->out, (struct mark){.at = start, .kind = MARK_INDEX, .term = term, .words = words});
}

void link_attributes(struct inline_state *state, const struct carrier *carrier, uint32_t start)
{
    struct parse *parse = state->parse;
    struct attributes attributes =
        attribute_read(parse, state->leaf, carrier->at, carrier->size, ATTRIBUTES_SPAN);
    struct span span = {.start = start, .end = text_length(state->out), .kind = SPAN_SMALL_CAPS};
    const char *id = attribute_value(&attributes, "#id"), *language = attribute_value(&attributes, "lang");
    if (id)
        text_mark_at(state->out, (struct mark){.at = start, .kind = MARK_ANCHOR, .id = id});
    put_index_mark(state, &attributes, start, leaf_pos(parse, state->leaf, carrier->at));
    if (attribute_find(&attributes, ".smallcaps"))
        text_span(state->out, span);
    span.kind = SPAN_LANGUAGE;
    span.language = language;
    if (language)
        text_span(state->out, span);
}

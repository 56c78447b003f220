/*
 * markup: a leaf of cmark's tree → a paragraph. The tree is walked with cmark's iterator, so its depth costs
 * no stack. `at` follows the leaf's string in step with the text: exactly over our own nodes, and over
 * cmark's own by matching.
 */
#include <ctype.h>
#include <string.h>

#include "markup/parse.h"

extern cmark_node_type CMARK_NODE_STRIKETHROUGH;

static void put_odd(struct inline_state *state, uint32_t c, struct pos pos)
{
    if (c == '\t' || c == '\n' || c == '\r') {
        text_append(state->out, " ", 1, pos);
    } else if (c == 0x2029) {
        text_append(state->out, "\u2028", 3, pos);
    } else {
        string_report(state->parse, c, pos);
    }
}

/* Bytes that stand in one piece of the source. */
static void put_piece(struct inline_state *state, const char *text, size_t size, size_t at)
{
    const char *from = text, *next = text, *end = text + size;
    struct pos pos = leaf_pos(state->parse, state->leaf, at);
    while ((next += utf8_plain(next, (size_t)(end - next))) < end) {
        const char *here = next;
        uint32_t c = string_next(&next, end);
        if (string_keeps(c))
            continue;
        text_append(state->out, from, (size_t)(here - from), pos);
        put_odd(state, c, leaf_pos(state->parse, state->leaf, at + (size_t)(here - text)));
        from = next;
        pos = leaf_pos(state->parse, state->leaf, at + (size_t)(from - text));
    }
    text_append(state->out, from, (size_t)(end - from), pos);
}

/* Bytes of text that are sure to stand in one line of the source: in a folded scalar a space may be a line end. */
static size_t piece_size(const struct inline_state *state, const char *text, size_t size, size_t at)
{
    size_t end = leaf_piece_end(state->leaf, at), piece = end - at < size ? end - at : size;
    const char *space = state->parse->aligned ? memchr(text, ' ', piece) : NULL;
    return space ? (size_t)(space - text) + 1 : piece;
}

void inline_put(struct inline_state *state, const char *text, size_t size, size_t at)
{
    while (size) {
        size_t piece = piece_size(state, text, size, at);
        put_piece(state, text, piece, at);
        text += piece;
        size -= piece;
        at += piece;
    }
}

static char leaf_byte(const struct inline_state *state, size_t at)
{
    return at < state->leaf->size ? state->leaf->content[at] : '\0';
}

/* The length of what looks like an entity at `at`: &name; or &#…;. */
static size_t entity_size(const struct inline_state *state, size_t at)
{
    size_t n = 1;
    while (n < 40 && (isalnum((unsigned char)leaf_byte(state, at + n)) || leaf_byte(state, at + n) == '#'))
        n++;
    return n > 1 && leaf_byte(state, at + n) == ';' ? n + 1 : 0;
}

/* Bytes of the leaf that made the character at text[0]. Moves state->at over delimiters that stand before. */
static size_t source_size(struct inline_state *state, const char *text, size_t size, size_t character)
{
    const char *content = state->leaf->content;
    size_t entity = leaf_byte(state, state->at) == '&' ? entity_size(state, state->at) : 0;
    if (entity && (size < entity || memcmp(text, content + state->at, entity) != 0))
        return entity;
    if (leaf_byte(state, state->at) == '\\' && leaf_byte(state, state->at + 1) == *text &&
        ispunct((unsigned char)*text))
        return 2;
    for (size_t skipped = 0; skipped < 8; skipped++)
        if (leaf_byte(state, state->at + skipped) == *text) {
            state->at += skipped;
            return character;
        }
    return 0;
}

/*
 * Text that cmark made: brackets, escapes, entities, delimiters without effect, in one node for several of
 * them.
 */
static void put_cmark_text(struct inline_state *state, const char *text)
{
    size_t size = strlen(text);
    if (state->skip_bracket && *text == ']') {
        state->skip_bracket = false;
        text++;
        size--;
        state->at++;
    }
    while (size) {
        const char *next = text;
        utf8_next(&next, text + size);
        size_t character = (size_t)(next - text), source = source_size(state, text, size, character);
        if (state->at >= state->skip)
            inline_put(state, text, character, state->at);
        state->at += source;
        text = next;
        size -= character;
    }
}

static void put_code(struct inline_state *state, const char *text)
{
    size_t ticks = 0, size = strlen(text);
    while (leaf_byte(state, state->at) != '`' && state->at < state->leaf->size)
        state->at++;
    while (leaf_byte(state, state->at + ticks) == '`')
        ticks++;
    size_t inside = state->at + ticks, end = inside;
    if (leaf_byte(state, inside) == ' ' && *text != ' ')
        inside++;
    text_open(state->out, (struct span){.kind = SPAN_CODE});
    inline_put(state, text, size, inside);
    text_close(state->out);
    for (size_t run = 0; end < state->leaf->size; end++) {
        run = leaf_byte(state, end) == '`' ? run + 1 : 0;
        if (run == ticks && leaf_byte(state, end + 1) != '`')
            break;
    }
    state->at = end + 1;
}

static void put_break(struct inline_state *state, const char *text)
{
    while (leaf_byte(state, state->at) && !strchr("\r\n", leaf_byte(state, state->at)))
        state->at++;
    text_append(state->out, text, strlen(text), leaf_pos(state->parse, state->leaf, state->at));
    while (leaf_byte(state, state->at) && strchr(" \t\r\n", leaf_byte(state, state->at)))
        state->at++;
}

static bool is_line_break_tag(const char *html)
{
    if (strncasecmp(html, "<br", 3) != 0)
        return false;
    html += 3 + strspn(html + 3, " \t\n");
    return strcmp(html, ">") == 0 || strcmp(html, "/>") == 0;
}

/* A closing tag is passed over in silence where its opening tag has been reported. */
static void put_html(struct inline_state *state, const char *html)
{
    struct parse *parse = state->parse;
    while (state->at < state->leaf->size && leaf_byte(state, state->at) != '<')
        state->at++;
    struct pos pos = leaf_pos(parse, state->leaf, state->at);
    state->at += strlen(html);
    if (is_line_break_tag(html)) {
        text_append(state->out, "\u2028", 3, pos);
    } else if (html[1] == '/' && state->html_open) {
        state->html_open--;
    } else {
        state->html_open += html[1] != '/' && html[1] != '!' && html[1] != '?';
        diag(parse->diags, DIAG_MARKUP_HTML, pos, shown(parse, html, strlen(html)));
    }
}

static bool is_key(char c)
{
    return isalnum((unsigned char)c) || (c & 0x80);
}

static bool is_link(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_LINK || cmark_node_get_type(node) == CMARK_NODE_IMAGE;
}

/* [@key] and [@key, p. 3; @other], of which [ has just been passed. */
static void check_citation(struct inline_state *state, cmark_node *node, const struct carrier *carrier)
{
    const char *text = state->leaf->content + carrier->at;
    const struct carrier *before = carrier_of(state->parse, cmark_node_previous(node));
    bool begins_link = is_link(cmark_node_parent(node)) && !cmark_node_previous(node);
    if (carrier->size < 2 || *text != '@' || !carrier->at || text[-1] != '[' || before || begins_link ||
        is_escaped(state->leaf->content, carrier->at - 1) || !is_key(text[1]))
        return;
    size_t key = 1;
    while (key < carrier->size && (is_key(text[key]) || strchr("_-.:/", text[key])))
        key++;
    diag(state->parse->diags, DIAG_MARKUP_CITATION, leaf_pos(state->parse, state->leaf, carrier->at),
         shown(state->parse, text, key));
}

static void put_script(struct inline_state *state, const struct carrier *carrier)
{
    bool raised = carrier->kind == CARRIER_RAISED;
    text_open(state->out, (struct span){.kind = raised ? SPAN_SUPERSCRIPT : SPAN_SUBSCRIPT});
    inline_put(state, state->leaf->content + carrier->at, carrier->size, carrier->at);
    text_close(state->out);
}

static void put_carrier(struct inline_state *state, cmark_node *node, const struct carrier *carrier)
{
    struct parse *parse = state->parse;
    size_t skipped = carrier->at < state->skip ? state->skip - carrier->at : 0;
    bool script = carrier->kind == CARRIER_RAISED || carrier->kind == CARRIER_LOWERED;
    bool braces = carrier->kind == CARRIER_CLOSE || carrier->kind == CARRIER_ATTRIBUTES ||
                  carrier->kind == CARRIER_LAST || script;
    if (carrier->kind != CARRIER_OPEN)
        state->at = carrier->at + carrier->size + braces;
    switch (carrier->kind) {
    case CARRIER_UNCLOSED:
        diag(parse->diags, DIAG_MARKUP_ATTRIBUTE_OPEN, leaf_pos(parse, state->leaf, carrier->at));
        /* fall through */
    case CARRIER_TEXT:
        check_citation(state, node, carrier);
        if (skipped < carrier->size)
            inline_put(state, state->leaf->content + carrier->at + skipped, carrier->size - skipped,
                       carrier->at + skipped);
        break;
    case CARRIER_RAISED:
    case CARRIER_LOWERED:
        put_script(state, carrier);
        break;
    case CARRIER_OPEN:
        vec_push(parse->scratch, &state->brackets, text_length(state->out));
        state->at++;
        break;
    case CARRIER_CLOSE:
        link_attributes(state, carrier, state->brackets.n ? state->brackets.at[--state->brackets.n] : 0);
        break;
    case CARRIER_ATTRIBUTES:
        if (cmark_node_get_type(cmark_node_previous(node)) == CMARK_NODE_LINK)
            link_attributes(state, carrier, state->link_start);
        break;
    case CARRIER_NOTE:
        note_mark(state, carrier);
        state->skip_bracket = true;
        break;
    case CARRIER_LAST:
        break;
    }
}

/* Bytes of the delimiter on either side of a style. */
static size_t style_of(cmark_node *node, enum span_kind *kind)
{
    cmark_node_type type = cmark_node_get_type(node);
    *kind = type == CMARK_NODE_EMPH ? SPAN_EMPHASIS : type == CMARK_NODE_STRONG ? SPAN_STRONG : SPAN_STRIKE;
    if (type == CMARK_NODE_EMPH)
        return 1;
    return type == CMARK_NODE_STRONG || type == CMARK_NODE_STRIKETHROUGH ? 2 : 0;
}

static void skip_delimiter(struct inline_state *state, size_t size)
{
    while (size && leaf_byte(state, state->at) && strchr("*_~", leaf_byte(state, state->at))) {
        state->at++;
        size--;
    }
}

static void enter_node(struct inline_state *state, cmark_node *node)
{
    enum span_kind kind;
    size_t delimiter = style_of(node, &kind);
    struct open_node open = {text_length(state->out), state->at};
    vec_push(state->parse->scratch, &state->nodes, open);
    if (delimiter)
        skip_delimiter(state, delimiter);
    else if (is_link(node))
        link_enter(state, node);
}

static void exit_node(struct inline_state *state, cmark_node *node)
{
    enum span_kind kind;
    size_t delimiter = style_of(node, &kind);
    struct open_node open = state->nodes.at[--state->nodes.n];
    if (delimiter) {
        skip_delimiter(state, delimiter);
        uint32_t end = text_length(state->out);
        text_span(state->out, (struct span){.start = open.start, .end = end, .kind = kind});
    } else if (is_link(node)) {
        link_exit(state, node, open);
    }
}

static void put_node(struct inline_state *state, cmark_node *node, bool entering)
{
    const struct carrier *carrier = carrier_of(state->parse, node);
    if (carrier) {
        put_carrier(state, node, carrier);
        return;
    }
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        put_cmark_text(state, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_CODE:
        put_code(state, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        put_break(state, " ");
        break;
    case CMARK_NODE_LINEBREAK:
        put_break(state, "\u2028");
        break;
    case CMARK_NODE_HTML_INLINE:
        put_html(state, cmark_node_get_literal(node));
        break;
    default:
        if (entering)
            enter_node(state, node);
        else
            exit_node(state, node);
    }
}

/* Where an image's words begin, in its paragraph. */
static size_t image_start(const struct leaf *leaf)
{
    const char *found = memmem(leaf->content, leaf->size, "![", 2);
    return found ? (size_t)(found - leaf->content) + 2 : 0;
}

struct para *inline_convert(struct parse *parse, cmark_node *root, const struct leaf *leaf, size_t skip)
{
    struct inline_state state = {.parse = parse, .leaf = leaf, .skip = skip};
    state.out = text_builder_new(parse->arena, parse->language);
    if (cmark_node_get_type(root) == CMARK_NODE_IMAGE)
        state.at = image_start(leaf);
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE; ) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node != root)
            put_node(&state, node, event == CMARK_EVENT_ENTER);
    }
    cmark_iter_free(iter);
    struct para *para = text_finish(state.out);
    address_find(parse->arena, para);
    return para;
}

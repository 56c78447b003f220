/*
 * markup: our dialect as a syntax extension of cmark-gfm (cmark-gfm-extension_api.h), attached before
 * `table`.
 *
 * Blocks: a line of three or more colons, and the definition of a footnote. cmark's own footnotes are off: it
 * drops unused and doubled definitions without a word.
 *
 * Inlines: cmark asks an extension at every character that is not special to itself. So each run of plain
 * text becomes a node of ours that knows where it stands, which cmark's merged text nodes do not. Such nodes
 * are HTML inlines that bear this extension: the one kind that cmark neither merges nor refuses in a table's
 * cell.
 */
#include <string.h>

#include "markup/parse.h"

#include <cmark-gfm/registry.h>

extern cmark_node_type CMARK_NODE_TABLE;

#define LABEL_LIMIT 256
/* Bytes of a superscript or subscript. */
#define SCRIPT_LIMIT 64
/* Rules of tables in one paragraph that made no table: each costs cmark a walk through the paragraph. */
#define FALSE_RULES 16

const struct carrier *carrier_of(const struct parse *parse, cmark_node *node)
{
    if (!node || cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE ||
        cmark_node_get_syntax_extension(node) != parse->extension)
        return NULL;
    return cmark_node_get_user_data(node);
}

const struct fence *fence_of(const struct parse *parse, cmark_node *node)
{
    if (!node || cmark_node_get_type(node) != CMARK_NODE_CUSTOM_BLOCK ||
        cmark_node_get_syntax_extension(node) != parse->extension)
        return NULL;
    return cmark_node_get_user_data(node);
}

bool is_escaped(const char *text, size_t at)
{
    size_t slashes = 0;
    while (slashes < at && text[at - 1 - slashes] == '\\')
        slashes++;
    return slashes % 2;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Inlines. */

static cmark_node *new_carrier(struct parse *parse, enum carrier_kind kind, size_t at, size_t size)
{
    struct carrier *carrier = arena_alloc(parse->scratch, sizeof *carrier);
    *carrier = (struct carrier){.kind = kind, .at = at, .size = size};
    cmark_node *node = cmark_node_new_with_ext(CMARK_NODE_HTML_INLINE, parse->extension);
    cmark_node_set_user_data(node, carrier);
    return node;
}

static void enter_block(struct parse *parse, cmark_node *block)
{
    if (parse->block.node == block)
        return;
    parse->block.node = block;
    parse->block.content = cmark_node_get_string_content(block);
    parse->block.size = strlen(parse->block.content);
    parse->block.barrier = NULL;
    while (parse->block.size && is_blank(parse->block.content[parse->block.size - 1]))
        parse->block.size--;
}

static bool is_text(cmark_node *node, const char *text)
{
    return cmark_node_get_type(node) == CMARK_NODE_TEXT && strcmp(cmark_node_get_literal(node), text) == 0;
}

/* Was the node's one character written as it is? An escape or an entity takes more columns. */
static bool is_bare(cmark_node *node)
{
    return cmark_node_get_start_column(node) == cmark_node_get_end_column(node);
}

/* The [ that belongs to the ] `closer`, still among its siblings, or NULL. */
static cmark_node *find_opener(struct parse *parse, cmark_node *closer)
{
    size_t inner = 0;
    cmark_node *at = closer;
    while ((at = cmark_node_previous(at)) && at != parse->block.barrier) {
        const struct carrier *carrier = carrier_of(parse, at);
        if (carrier && carrier->kind == CARRIER_NOTE) {
            if (!inner)
                return NULL;
            inner--;
        } else if (is_text(at, "]") && is_bare(at)) {
            inner++;
        } else if (is_text(at, "[") && is_bare(at)) {
            if (!inner)
                return at;
            inner--;
        } else if (is_text(at, "![")) {
            if (!inner)
                return NULL;
            inner--;
        }
    }
    parse->block.barrier = closer;
    return NULL;
}

/*
 * Puts a CARRIER_OPEN in the place of the [ and takes the ] away: both have left cmark's stack of brackets.
 */
static cmark_node *match_span(struct parse *parse, cmark_node *closer, size_t at, size_t size)
{
    cmark_node *opener = find_opener(parse, closer);
    if (!opener)
        return NULL;
    cmark_node *close = new_carrier(parse, CARRIER_CLOSE, at + 1, size - 2);
    cmark_node *open = new_carrier(parse, CARRIER_OPEN, 0, 0);
    cmark_node_insert_before(opener, open);
    cmark_node_free(opener);
    cmark_node_free(closer);
    return close;
}

/* Does { in a heading or a caption look like the attributes that may end it? */
static bool begins_title_attributes(const struct parse *parse, size_t at)
{
    if (at && !is_blank(parse->block.content[at - 1]))
        return false;
    cmark_node_type type = cmark_node_get_type(parse->block.node);
    bool caption = type == CMARK_NODE_PARAGRAPH && strncmp(parse->block.content, "Table:", 6) == 0;
    if (type != CMARK_NODE_HEADING && !caption)
        return false;
    const char *inside = parse->block.content + at + 1;
    inside += strspn(inside, " \t");
    size_t key = strcspn(inside, " \t\n={}");
    return *inside == '#' || *inside == '.' || (key && inside[key] == '=');
}

static cmark_node *match_brace(struct parse *parse, cmark_node *parent, size_t at)
{
    const char *content = parse->block.content;
    cmark_node *last = cmark_node_last_child(parent);
    cmark_node_type type = cmark_node_get_type(last);
    size_t size = attribute_extent(content, parse->block.size, at);
    bool after_bracket = at && content[at - 1] == ']' && !is_escaped(content, at - 1);
    bool after_link = (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) &&
                      (after_bracket || content[at - 1] == ')');
    if (after_link && size)
        return new_carrier(parse, CARRIER_ATTRIBUTES, at + 1, size - 2);
    if (after_bracket && size && is_text(last, "]"))
        return match_span(parse, last, at, size);
    if (after_link || (after_bracket && is_text(last, "]") && find_opener(parse, last)))
        return new_carrier(parse, CARRIER_UNCLOSED, at, 1);
    if (!begins_title_attributes(parse, at) || (size && at + size != parse->block.size))
        return NULL;
    return size ? new_carrier(parse, CARRIER_LAST, at + 1, size - 2) : new_carrier(parse, CARRIER_UNCLOSED, at, 1);
}

/*
 * The label behind [^. The [ stays on cmark's stack of brackets until cmark itself comes to the ], so its
 * node must live; it is emptied instead.
 */
static cmark_node *match_note(struct parse *parse, cmark_node *parent, size_t at)
{
    const char *content = parse->block.content;
    cmark_node *last = cmark_node_last_child(parent);
    if (!at || content[at - 1] != '[' || is_escaped(content, at - 1) || !is_text(last, "["))
        return NULL;
    size_t end = at + 1;
    while (end < parse->block.size && end - at <= LABEL_LIMIT && !strchr("[]\n\r", content[end]))
        end++;
    if (end == at + 1 || end == parse->block.size || content[end] != ']')
        return NULL;
    cmark_node_set_literal(last, "");
    return new_carrier(parse, CARRIER_NOTE, at + 1, end - at - 1);
}

/*
 * The words between two ^ or two ~: a few characters without blanks and other signs, as in m^2^, H~2~O, 1^st^. Two
 * tildes are strikethrough's.
 */
static cmark_node *match_script(struct parse *parse, char sign, size_t at)
{
    const char *content = parse->block.content;
    size_t end = at + 1;
    while (end < parse->block.size && end - at <= SCRIPT_LIMIT && (unsigned char)content[end] > ' ' &&
           !strchr("\\`*_[]<>{}^~&", content[end]))
        end++;
    if (end == at + 1 || end >= parse->block.size || content[end] != sign)
        return NULL;
    if (sign == '~' && ((at && content[at - 1] == '~') || content[end + 1] == '~'))
        return NULL;
    return new_carrier(parse, sign == '^' ? CARRIER_RAISED : CARRIER_LOWERED, at + 1, end - at - 1);
}

/* Plain text up to the next character that means something to cmark, to `strikethrough` or to us. */
static cmark_node *match_text(struct parse *parse, size_t at, size_t *end)
{
    const char *content = parse->block.content;
    *end = at + 1;
    if (*end < parse->block.size)
        *end += strcspn(content + *end, "\r\n\\`&_*[]<!{^~");
    if (*end > parse->block.size)
        *end = parse->block.size;
    size_t shown = *end;
    if (content[*end] == '\n' || content[*end] == '\r')
        while (shown > at && (content[shown - 1] == ' ' || content[shown - 1] == '\t'))
            shown--;
    return new_carrier(parse, CARRIER_TEXT, at, shown - at);
}

static cmark_node *match_inline(cmark_syntax_extension *extension, cmark_parser *parser, cmark_node *parent,
                                unsigned char character, cmark_inline_parser *inlines)
{
    (void)parser;
    struct parse *parse = cmark_syntax_extension_get_private(extension);
    enter_block(parse, parent);
    size_t at = (size_t)cmark_inline_parser_get_offset(inlines), end;
    cmark_node *node = NULL;
    if ((character == '^' || character == '~') && (node = match_script(parse, (char)character, at))) {
        const struct carrier *carrier = cmark_node_get_user_data(node);
        end = carrier->at + carrier->size + 1;
    } else if (character == '~') {
        return NULL;
    } else if (character == '{' && (node = match_brace(parse, parent, at))) {
        const struct carrier *carrier = cmark_node_get_user_data(node);
        end = carrier->at + carrier->size + (carrier->kind == CARRIER_UNCLOSED ? 0 : 1);
    } else if (character == '^' && (node = match_note(parse, parent, at))) {
        const struct carrier *carrier = cmark_node_get_user_data(node);
        end = carrier->at + carrier->size;
    } else {
        node = match_text(parse, at, &end);
    }
    cmark_inline_parser_set_offset(inlines, (int)end);
    return node;
}

/* Blocks. */

cmark_node *fence_add(struct parse *parse, const struct block_line *line, struct fence fence, size_t consumed)
{
    cmark_node *node = cmark_parser_add_child(line->parser, line->parent, CMARK_NODE_CUSTOM_BLOCK,
                                              (int)line->first + 1);
    cmark_node_set_syntax_extension(node, parse->extension);
    struct fence *kept = arena_copy(parse->scratch, &fence, sizeof fence);
    cmark_node_set_user_data(node, kept);
    int from = cmark_parser_get_offset(line->parser);
    cmark_parser_advance_offset(line->parser, line->text, (int)consumed - from, 0);
    return node;
}

static cmark_node *open_division(struct parse *parse, const struct block_line *line)
{
    size_t at = line->first, end = line->size - 1;
    while (line->text[at] == ':')
        at++;
    if (at - line->first < 3)
        return NULL;
    while (at < end && is_blank(line->text[at]))
        at++;
    while (end > at && is_blank(line->text[end - 1]))
        end--;
    parse->in_epigraph = memmem(line->text + at, end - at, "epigraph", 8) != NULL;
    struct fence fence = {.kind = end > at ? FENCE_OPEN : FENCE_CLOSE,
                          .at = line->source + (end > at ? at : line->first), .size = end - at};
    return fence_add(parse, line, fence, line->size - 1);
}

static cmark_node *open_note(struct parse *parse, const struct block_line *line)
{
    const char *label = line->text + line->first + 2;
    size_t size = strcspn(label, "[] \t\r\n");
    if (!size || size > LABEL_LIMIT || strncmp(label + size, "]:", 2) != 0)
        return NULL;
    size_t consumed = line->first + 2 + size + 2;
    while (consumed < line->size - 1 && is_blank(line->text[consumed]))
        consumed++;
    struct note *note = note_define(parse, label, size, line->source + line->first);
    struct fence fence = {.kind = FENCE_NOTE, .at = note->at, .note = note};
    return fence_add(parse, line, fence, consumed);
}

/* Columns of a line of a table, with or without outer bars. */
static size_t count_cells(struct parse *parse, const char *text, size_t start, size_t end)
{
    size_t count;
    table_split(parse->scratch, text, start, end, &count);
    return count;
}

static bool is_rule(const struct block_line *line)
{
    const char *text = line->text + line->first;
    size_t size = strspn(text, "|-: \t");
    return size >= line->size - 1 - line->first && memchr(text, '-', size);
}

/* A line of bars and hyphens below a paragraph: reported when its columns are not those of the line above. */
static void check_rule(struct parse *parse, const struct block_line *line)
{
    const char *content = cmark_node_get_string_content(line->parent);
    size_t end = strlen(content);
    while (end && is_blank(content[end - 1]))
        end--;
    size_t start = end;
    while (start && content[start - 1] != '\n')
        start--;
    size_t rule = count_cells(parse, line->text, line->first, line->size - 1);
    size_t head = count_cells(parse, content, start, end);
    if (rule != head && memchr(line->text, '|', line->size) && memchr(content + start, '|', end - start)) {
        char words[2][24];
        snprintf(words[0], sizeof words[0], "%zu", head);
        snprintf(words[1], sizeof words[1], "%zu", rule);
        struct pos pos = place_of(parse, line->source + line->first);
        diag(parse->diags, DIAG_MARKUP_TABLE_RULE, pos, words[0], words[1]);
    }
}

/* The paragraph that the line may go on with, be it by laziness, or NULL. */
static cmark_node *open_paragraph(const struct block_line *line)
{
    cmark_node *tip = line->parent;
    while (cmark_node_last_child(tip))
        tip = cmark_node_last_child(tip);
    return cmark_node_get_type(tip) == CMARK_NODE_PARAGRAPH ? tip : NULL;
}

/* Is the paragraph too long with the line, which its size has been told of? */
static bool paragraph_is_long(struct parse *parse, const struct block_line *line)
{
    if (limits_fit(parse->paragraph.size))
        return false;
    if (parse->paragraph.signs == SIZE_MAX) {
        const char *content = cmark_node_get_string_content(parse->paragraph.node);
        parse->paragraph.signs = limits_signs(content, strlen(content));
    }
    parse->paragraph.signs += limits_signs(line->text, line->size);
    return parse->paragraph.size > limits_size(parse->paragraph.signs);
}

/* Cuts a paragraph, with an error, before cmark's work on it grows with the square of its length. */
static cmark_node *watch_paragraph(struct parse *parse, const struct block_line *line, bool may_be_rule)
{
    cmark_node *node = open_paragraph(line);
    int start = cmark_node_get_start_line(node), number = cmark_parser_get_line_number(line->parser);
    if (!node)
        return NULL;
    if (parse->paragraph.node != node || parse->paragraph.start != start ||
        parse->paragraph.last != number - 1) {
        parse->paragraph.node = node;
        parse->paragraph.start = start;
        parse->paragraph.rules = 0;
        parse->paragraph.size = strlen(cmark_node_get_string_content(node));
        parse->paragraph.signs = SIZE_MAX;
    }
    parse->paragraph.last = number;
    parse->paragraph.size += line->size;
    if (may_be_rule && line->parent == node && is_rule(line)) {
        check_rule(parse, line);
        parse->paragraph.rules++;
    }
    if (!paragraph_is_long(parse, line) && parse->paragraph.rules <= FALSE_RULES)
        return NULL;
    if (!start || start != parse->paragraph.cut)
        diag(parse->diags, DIAG_MARKUP_LONG_PARAGRAPH, place_of(parse, line->source + line->first));
    parse->paragraph.cut = number;
    return cmark_parser_add_child(line->parser, line->parent, CMARK_NODE_PARAGRAPH, (int)line->first + 1);
}

/* Ends a table, with an error, when the text has too many cells: a short row gets as many as the head has. */
static cmark_node *watch_table(struct parse *parse, const struct block_line *line)
{
    bool fit = parse->cells <= MARKUP_CELLS;
    parse->cells += cmark_gfm_extensions_get_table_columns(line->parent);
    if (parse->cells <= MARKUP_CELLS)
        return NULL;
    if (fit)
        diag(parse->diags, DIAG_MARKUP_LONG_TABLE, place_of(parse, line->source + line->first));
    return cmark_parser_add_child(line->parser, line->parent, CMARK_NODE_PARAGRAPH, (int)line->first + 1);
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length)
{
    struct parse *parse = cmark_syntax_extension_get_private(extension);
    size_t number = (size_t)cmark_parser_get_line_number(parser);
    struct block_line line = {parser, parent, (const char *)input, (size_t)length,
                        (size_t)cmark_parser_get_first_nonspace(parser),
                        number <= parse->lines.n ? parse->lines.at[number - 1] : parse->size};
    if (!length || cmark_parser_is_blank(parser))
        return NULL;
    if (!indented && strncmp(line.text + line.first, ":::", 3) == 0)
        return open_division(parse, &line);
    if (!indented && strncmp(line.text + line.first, "[^", 2) == 0) {
        cmark_node *note = open_note(parse, &line);
        if (note)
            return note;
    }
    cmark_node *item = indented ? NULL : item_open(parse, &line);
    if (item)
        return item;
    if (cmark_node_get_type(parent) == CMARK_NODE_TABLE)
        return watch_table(parse, &line);
    return watch_paragraph(parse, &line, !indented);
}

/* A division's line is a block of one line; a note goes on with lines that are blank or indented by four. */
static int match_block(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                       int length, cmark_node *container)
{
    (void)length;
    const struct fence *fence = fence_of(cmark_syntax_extension_get_private(extension), container);
    if (!fence)
        return 0;
    if (fence->kind != FENCE_NOTE)
        return item_match(fence, parser, container, (const char *)input);
    if (cmark_parser_get_indent(parser) >= 4) {
        cmark_parser_advance_offset(parser, (const char *)input, 4, 1);
        return 1;
    }
    return cmark_parser_is_blank(parser);
}

static cmark_syntax_extension *new_extension(struct parse *parse)
{
    cmark_mem *mem = cmark_get_default_mem_allocator();
    cmark_syntax_extension *extension = cmark_syntax_extension_new("proceedings");
    cmark_llist *special = NULL;
    special = cmark_llist_append(mem, special, (void *)(uintptr_t)'{');
    special = cmark_llist_append(mem, special, (void *)(uintptr_t)'^');
    cmark_syntax_extension_set_special_inline_chars(extension, special);
    cmark_syntax_extension_set_match_inline_func(extension, match_inline);
    cmark_syntax_extension_set_open_block_func(extension, open_block);
    cmark_syntax_extension_set_match_block_func(extension, match_block);
    cmark_syntax_extension_set_private(extension, parse, NULL);
    return extension;
}

/* Each line as one that is kept. */
static void feed_lines(struct parse *parse, cmark_parser *parser)
{
    for (size_t number = 1; number <= parse->lines.n; number++) {
        size_t size;
        const char *line = place_line(parse, number, &size);
        cmark_parser_feed(parser, "| ", 2);
        cmark_parser_feed(parser, line, size);
        cmark_parser_feed(parser, "\n", 1);
    }
}

cmark_node *dialect_parse(struct parse *parse)
{
    cmark_gfm_core_extensions_ensure_registered();
    parse->extension = new_extension(parse);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    cmark_parser_attach_syntax_extension(parser, parse->extension);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("strikethrough"));
    if (parse->lines_only)
        feed_lines(parse, parser);
    else
        cmark_parser_feed(parser, parse->text, parse->size);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

void dialect_free(struct parse *parse, cmark_node *root)
{
    cmark_node_free(root);
    cmark_syntax_extension_free(cmark_get_default_mem_allocator(), parse->extension);
}

void markup_cleanup(void)
{
    cmark_release_plugins();
}

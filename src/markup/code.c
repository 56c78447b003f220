/* markup: code: its lines as they were typed, each with its place in the source. */
#include <string.h>

#include "markup/parse.h"

#define TAB_STOP 4

struct code {
    struct parse *parse;
    struct text_builder *out;
};

/* One line without its end, of which byte 0 stands at byte `source` of the scalar. */
static void put_line(struct code *code, const char *text, size_t size, size_t source)
{
    struct parse *parse = code->parse;
    const char *from = text, *end = text + size;
    size_t column = 0;
    struct pos pos = place_of(parse, source);
    for (const char *at = text; at < end;) {
        const char *here = at;
        uint32_t c = string_next(&at, end);
        if (string_keeps(c)) {
            column++;
            continue;
        }
        text_append(code->out, from, (size_t)(here - from), pos);
        if (c == '\t') {
            text_append(code->out, "    ", TAB_STOP - column % TAB_STOP, POS_NONE);
            column += TAB_STOP - column % TAB_STOP;
        } else if (c != '\r') {
            string_report(parse, c, place_of(parse, source + (size_t)(here - text)));
        }
        from = at;
        pos = place_of(parse, source + (size_t)(from - text));
    }
    text_append(code->out, from, (size_t)(end - from), pos);
}

/* Line 0 of the text stands in the source's line `first`; 0: the text is the source. */
static struct para *put_lines(struct parse *parse, const char *text, size_t size, size_t first)
{
    struct code code = {parse, text_builder_new(parse->arena, parse->language)};
    while (size && text[size - 1] == '\n')
        size--;
    const char *at = text, *end = text + size;
    for (size_t number = first; at < end; number++) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((line_end ? line_end : end) - at);
        if (length)
            put_line(&code, at, length, first ? place_in_line(parse, number, at, length) : (size_t)(at - text));
        if (line_end)
            text_append(code.out, "\n", 1, POS_NONE);
        at = line_end ? line_end + 1 : end;
    }
    return text_finish_code(code.out);
}

struct md_block *code_convert(struct parse *parse, cmark_node *node)
{
    struct md_block *block = block_new(parse, MD_CODE, place_of_block(parse, node));
    const char *text = cmark_node_get_literal(node);
    int length, offset, line = cmark_node_get_start_line(node);
    char character;
    if (cmark_node_get_fenced(node, &length, &offset, &character))
        line++;
    block->para = put_lines(parse, text, strlen(text), line > 0 ? (size_t)line : 1);
    block->info = string_clean(parse, cmark_node_get_fence_info(node), block->pos);
    return block;
}

struct para *markup_code(struct arena *arena, const struct sources *sources, const struct node *scalar,
                         const char *language, struct diags *diags)
{
    struct parse parse = {.arena = arena, .sources = sources, .scalar = scalar, .diags = diags,
                          .language = language};
    parse.scratch = arena_new();
    parse.text = scalar->text;
    parse.size = strnlen(scalar->text, scalar->size);
    place_lines(&parse);
    struct para *para = put_lines(&parse, parse.text, parse.size, 0);
    arena_free(parse.scratch);
    return para;
}

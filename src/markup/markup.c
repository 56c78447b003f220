/* markup: the module's entry points. */
#include <string.h>

#include "markup/parse.h"

struct node *markup_file_node(struct arena *arena, const struct sources *sources, uint32_t file)
{
    struct node *node = arena_alloc(arena, sizeof *node);
    node->kind = NODE_SCALAR;
    node->pos = (struct pos){file, 1, 1};
    node->literal = true;
    node->text = sources_bytes(sources, file, &node->size);
    if (!node->text)
        node->text = "";
    return node;
}

static bool is_valid_utf8(struct parse *parse)
{
    size_t bad = utf8_check(parse->text, parse->size);
    if (bad == parse->size)
        return true;
    char word[8];
    snprintf(word, sizeof word, "0x%02X", (unsigned char)parse->text[bad]);
    diag(parse->diags, DIAG_YAML_BAD_UTF8, place_of(parse, bad), word);
    return false;
}

static void convert(struct parse *parse, struct md_block *root, bool table_notes)
{
    cmark_node *tree = dialect_parse(parse);
    note_check(parse);
    if (table_notes)
        note_lend(parse);
    blocks_convert(parse, tree, root, true);
    note_finish(parse);
    dialect_free(parse, tree);
}

struct md_block *markup_parse(struct arena *arena, const struct sources *sources, const struct node *scalar,
                              const struct md_options *options, struct diags *diags)
{
    struct parse parse = {.arena = arena, .sources = sources, .scalar = scalar, .diags = diags};
    parse.blocks = options->blocks ? options->blocks : arena;
    parse.scratch = arena_new();
    parse.text = scalar->text;
    parse.size = strnlen(scalar->text, scalar->size);
    parse.language = options->language;
    parse.table_notes = options->table_notes;
    parse.first_note = options->first_note > 0 ? options->first_note : 1;
    parse.lines_only = options->lines;
    place_lines(&parse);
    struct md_block *root = block_new(&parse, MD_ROOT, place_of(&parse, 0));
    if (is_valid_utf8(&parse) && limits_check(&parse))
        convert(&parse, root, options->table_notes_text);
    arena_free(parse.scratch);
    return root;
}

int markup_note_count(const struct md_block *root)
{
    int count = 0;
    for (const struct md_block *block = root->first; block; block = block->next)
        count += block->kind == MD_NOTE ? 1 : block->kind == MD_DIVISION ? markup_note_count(block) : 0;
    return count;
}

struct para *markup_parse_inline(struct arena *arena, const struct sources *sources,
                                 const struct node *scalar, const struct md_options *options,
                                 struct diags *diags)
{
    const struct md_block *root = markup_parse(arena, sources, scalar, options, diags);
    if (root->first && !root->first->next && root->first->kind == MD_PARAGRAPH)
        return root->first->para;
    struct text_builder *builder = text_builder_new(arena, options->language);
    for (const struct md_block *block = root->first; block; block = block->next) {
        if (block->kind != MD_PARAGRAPH) {
            diag(diags, DIAG_MARKUP_ONLY_TEXT, block->pos);
            continue;
        }
        if (text_length(builder))
            text_puts(builder, " ");
        text_join(builder, block->para);
    }
    return text_finish(builder);
}

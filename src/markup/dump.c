/* markup: the stable text of a tree. */
#include "markup/markup.h"

static const char *const names[] = {"root", "paragraph", "heading", "list", "item", "definitions", "term",
                                    "definition", "quote", "lines", "line", "code",
                                    "rule", "table", "row", "cell", "figure", "division", "note"};

static void dump_para(const struct para *para, struct buf *out)
{
    if (!para)
        return;
    buf_puts(out, ": ");
    para_dump(para, out);
}

static void dump_text(const char *name, const char *value, struct buf *out)
{
    if (value)
        buf_format(out, " %s%s", name, value);
}

static void dump_lines(const char *lines, int depth, struct buf *out)
{
    bool begins = true;
    for (const char *at = lines; *at; at++) {
        if (begins)
            buf_format(out, "\n%*s| ", 2 * depth + 2, "");
        begins = *at == '\n';
        if (!begins)
            buf_putc(out, *at);
    }
}

static void dump_details(const struct md_block *block, int depth, struct buf *out)
{
    switch (block->kind) {
    case MD_HEADING:
        buf_format(out, " %d", block->level);
        break;
    case MD_LIST:
        if (block->ordered)
            buf_format(out, " from %d", block->first_number);
        if (block->ordered && (block->style != '1' || block->delimiter != '.'))
            buf_format(out, " style %c%c", block->style, block->delimiter);
        buf_puts(out, block->tight ? " tight" : " loose");
        break;
    case MD_ITEM:
        if (block->number)
            buf_format(out, " %d", block->number);
        if (block->check)
            buf_format(out, " [%c]", block->check);
        break;
    case MD_DEFINITIONS:
        buf_puts(out, block->tight ? " tight" : " loose");
        break;
    case MD_LINE:
        if (block->level)
            buf_format(out, " in %d", block->level);
        break;
    case MD_CODE:
        dump_text("", block->info && *block->info ? block->info : NULL, out);
        dump_lines(block->para->text, depth, out);
        break;
    case MD_TABLE:
        buf_format(out, " %d “%s”", block->columns, block->align);
        break;
    case MD_NOTE:
        buf_format(out, " %d %s", block->number, block->label);
        break;
    default:
        break;
    }
}

static void dump_block(const struct md_block *block, int depth, struct buf *out)
{
    buf_format(out, "%*s%s", 2 * depth, "", names[block->kind]);
    dump_details(block, depth, out);
    dump_text("", block->image, out);
    dump_text("#", block->id, out);
    dump_text("width=", block->width, out);
    dump_text("alt=", block->alt, out);
    dump_text("lang=", block->language, out);
    dump_text("division=", block->division, out);
    dump_text("title=", block->title, out);
    dump_para(block->caption, out);
    if (block->kind != MD_CODE)
        dump_para(block->para, out);
    if (block->source)
        buf_puts(out, " source");
    dump_para(block->source, out);
    buf_putc(out, '\n');
    for (const struct md_block *child = block->first; child; child = child->next)
        dump_block(child, depth + 1, out);
}

void markup_dump(const struct md_block *root, struct buf *out)
{
    for (const struct md_block *child = root->first; child; child = child->next)
        dump_block(child, 0, out);
}

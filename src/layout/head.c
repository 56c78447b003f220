/* layout: running heads and folios. A head too long for its line ends, after a whole word, in an ellipsis. */
#include "layout/chain.h"

#include <string.h>

struct heads {
    struct setter setter;
    const struct book *book;
    sp measure;
    struct set_line **lines; /* by piece and side; NULL: not made yet */
};

struct heads *heads_new(const struct setter *setter, const struct book *book)
{
    struct heads *heads = arena_alloc(setter->arena, sizeof *heads);
    const struct design *design = setter->design;
    heads->setter = *setter;
    heads->setter.diags = NULL;
    heads->book = book;
    heads->measure = design->page_width - design->margin_inner - design->margin_outer;
    heads->lines = arena_alloc(setter->arena, (book->piece_count * 2 + 1) * sizeof *heads->lines);
    return heads;
}

static struct paragraph_request request_for(struct heads *heads, const char *text, const char *language,
                                            enum style_id style, bool recto)
{
    bool centred = heads->setter.design->styles[style].align == ALIGN_CENTER;
    return (struct paragraph_request){
        .para = para_of(heads->setter.arena, language, text, POS_NONE),
        .style = style,
        .width = heads->measure,
        .artifact = style == STYLE_FOLIO ? ARTIFACT_FOOTER : ARTIFACT_HEADER,
        .align = centred ? ALIGN_CENTER : recto ? ALIGN_RIGHT : ALIGN_LEFT,
    };
}

static sp width_of(struct heads *heads, const char *text, const char *language, enum style_id style)
{
    struct paragraph_request request = request_for(heads, text, language, style, false);
    sp least, most;
    paragraph_measure(&heads->setter, &request, &least, &most);
    return most;
}

static const char *cut_after(struct arena *arena, const char *text, size_t size)
{
    while (size && strchr(" ,;:.", text[size - 1]))
        size--;
    return arena_format(arena, "%.*s…", (int)size, text);
}

/* The longest beginning that fits, cut at a space; in a script without spaces, at a character. */
static const char *shortened(struct heads *heads, const char *text, const char *language, enum style_id style,
                             sp room)
{
    if (width_of(heads, text, language, style) <= room)
        return text;
    struct arena *arena = heads->setter.arena;
    VEC(size_t) ends = {0};
    bool spaced = strchr(text, ' ') != NULL;
    for (size_t i = 1; text[i]; i++)
        if (spaced ? text[i] == ' ' : ((unsigned char)text[i] & 0xC0) != 0x80)
            vec_push(arena, &ends, i);
    size_t low = 0, high = ends.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (width_of(heads, cut_after(arena, text, ends.at[middle]), language, style) <= room)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? cut_after(arena, text, ends.at[low - 1]) : "…";
}

static struct set_line *set_one(struct heads *heads, const char *text, const char *language,
                                enum style_id style, bool recto)
{
    struct tag_list tags = {.arena = heads->setter.arena};
    struct paragraph_request request = request_for(heads, text, language, style, recto);
    return paragraph_set(&heads->setter, &tags, &request)->lines;
}

const struct set_line *heads_running(struct heads *heads, size_t piece, bool recto)
{
    const struct piece *of = &heads->book->pieces[piece];
    const char *text = recto ? of->head_right : of->head_left;
    struct set_line **line = &heads->lines[piece * 2 + recto];
    if (!text || !*text)
        return NULL;
    if (!*line) {
        const char *language = of->language ? of->language : heads->book->language;
        text = shortened(heads, text, language, STYLE_RUNNING_HEAD, heads->measure);
        *line = set_one(heads, text, language, STYLE_RUNNING_HEAD, recto);
    }
    return *line;
}

/* The footer's words and the folio stand at either end of the line: what a TAB parts goes to the right edge. */
const struct set_line *heads_folio(struct heads *heads, const char *label, bool recto)
{
    const char *footer = heads->book->footer, *language = heads->book->language;
    struct arena *arena = heads->setter.arena;
    if (footer && *footer) {
        sp between = heads->setter.design->styles[STYLE_FOLIO].size * 3;
        sp room = heads->measure - width_of(heads, label, language, STYLE_FOLIO) - between;
        footer = shortened(heads, footer, language, STYLE_FOLIO, room);
        label = arena_format(arena, "%s\t%s", recto ? footer : label, recto ? label : footer);
        recto = false;
    }
    return set_one(heads, label, heads->book->language, STYLE_FOLIO, recto);
}

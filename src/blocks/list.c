/*
 * Lists and footnotes of Markdown. An ordered list is marked as it was written: (a), i., 1). For 1. UN practice does
 * better: 1. then (a) then (i), and below numbered paragraphs (a) at once; in French a) and i), in Arabic (أ). Bullets
 * are • then –.
 */
#include <string.h>

#include "blocks/internal.h"

/* a … z, aa, bb …: as the UN goes on behind z. */
static const char *letters(struct lowering *l, int number, char first)
{
    char word[8] = "";
    size_t count = number > 0 ? (size_t)(number - 1) / 26 + 1 : 0;
    if (!count || count >= sizeof word)
        return arena_format(l->arena, "%d", number);
    memset(word, first + (number - 1) % 26, count);
    return arena_strdup(l->arena, word);
}

static const char *roman(struct lowering *l, int number, bool capital)
{
    char *text = arena_strdup(l->arena, base_roman(l->arena, number));
    for (char *at = text; capital && *at; at++)
        *at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
    return text;
}

/* How the items of a list are marked: a style and a delimiter, as markup gives them, or the letters of Arabic. */
struct marking {
    char style, delimiter;
};
enum { ARABIC_LETTERS = 'b' };

const char *arabic_letter(struct lowering *l, int number)
{
    static const char *const order[] = {"أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن",
                                        "س", "ع", "ف", "ص", "ق", "ر", "ش", "ت", "ث", "خ", "ذ", "ض", "ظ", "غ"};
    enum { COUNT = sizeof order / sizeof *order };
    return number > 0 && number <= COUNT ? order[number - 1] : arena_format(l->arena, "%d", number);
}

/* a) and not (a). */
static bool has_one_bracket(const char *language)
{
    static const char *const languages[] = {"cs", "da", "de", "es", "fi", "fr", "hu", "it", "nb", "nl", "pl", "pt",
                                            "ro", "ru", "sk", "sv", "tr", "uk", "vi"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (reader_same_language(language, languages[i]))
            return true;
    return false;
}

static struct marking marking_of(const struct lowering *l, const struct md_block *list)
{
    int depth = l->list_depth + (l->paragraph_number != NULL);
    bool few = list->last && list->last->number <= 26; /* what has no letter keeps its number */
    if (list->style != '1' || list->delimiter != '.' || depth < 2 || !few)
        return (struct marking){list->style, list->delimiter};
    if (reader_same_language(l->language, "ar"))
        return (struct marking){depth == 2 ? ARABIC_LETTERS : '1', '('};
    return (struct marking){depth == 2 ? 'a' : 'i', has_one_bracket(l->language) ? ')' : '('};
}

static const char *number_words(struct lowering *l, struct marking marking, int number)
{
    if (marking.style == 'a' || marking.style == 'A')
        return letters(l, number, marking.style);
    if (marking.style == ARABIC_LETTERS)
        return arabic_letter(l, number);
    if (marking.style == 'i' || marking.style == 'I')
        return roman(l, number, marking.style == 'I');
    return arena_format(l->arena, "%d", number);
}

static const char *item_label(struct lowering *l, const struct md_block *list, const struct md_block *item)
{
    struct marking marking = marking_of(l, list);
    if (item->check)
        return item->check == 'x' ? "☑" : "☐";
    if (!list->ordered)
        return l->list_depth % 2 ? "•" : "–";
    const char *number = number_words(l, marking, item->number);
    if (marking.delimiter == '(')
        return arena_format(l->arena, "(%s)", number);
    return arena_format(l->arena, "%s%c", number, marking.delimiter);
}

/* As references name the item below a numbered paragraph: "12 (a)". */
static const char *item_number(struct lowering *l, const struct md_block *list, const struct md_block *item)
{
    if (!l->paragraph_number || !list->ordered)
        return l->paragraph_number;
    return arena_format(l->arena, "%s\u00A0%s%s)", l->paragraph_number, has_one_bracket(l->language) ? "" : "(",
                        number_words(l, marking_of(l, list), item->number));
}

/* About the width of a label and of the gap behind it, in thousandths of an em. */
static int label_width(const char *label)
{
    int width = 500;
    for (const char *at = label, *end = label + strlen(label); at < end;) {
        uint32_t c = utf8_next(&at, end);
        bool thin = c < 0x80 && strchr("iIl.()", (int)c);
        width += c > 0x2000 ? 800 : thin ? 330 : c == 'm' || (c >= 'A' && c <= 'Z') ? 800 : 560;
    }
    return width;
}

/* All items of a list are set in alike: by its widest label, where that takes more than the usual room. */
static sp list_indent(struct lowering *l, const struct md_block *list)
{
    const struct style *style = &l->volume->design->styles[STYLE_LIST];
    int widest = 0;
    for (const struct md_block *item = list->first; item; item = item->next) {
        int width = label_width(item_label(l, list, item));
        widest = width > widest ? width : widest;
    }
    sp needed = style->size * widest / 1000;
    return needed > style->label_width ? needed : style->label_width;
}

static struct flow *first_paragraph(struct flow *item)
{
    return item->first && item->first->kind == FLOW_PARAGRAPH ? item->first : NULL;
}

/* A label needs a line to stand on: an item that begins with a table or a list gets an empty one. */
static void give_label(struct lowering *l, struct flow *item, const struct para *label, struct pos pos)
{
    struct flow *paragraph = first_paragraph(item);
    if (!paragraph) {
        struct flow *rest = item->first;
        struct para *nothing = para_of(l->arena, l->language, "", pos);
        item->first = item->last = NULL;
        paragraph = flow_paragraph(l->arena, item, l->text_style, ROLE_P, nothing);
        paragraph->paragraph.keep_with_next = rest != NULL;
        paragraph->next = rest;
        for (struct flow *at = rest; at; at = at->next)
            item->last = at;
    }
    paragraph->paragraph.label = label;
}

static void lower_item(struct lowering *l, struct flow *group, const struct md_block *list, const struct md_block *at,
                       sp indent)
{
    struct flow *item = new_group(l, group, ROLE_LI, at->pos);
    const char *number = l->paragraph_number, *label = item_label(l, list, at);
    item->group.left = indent;
    item->group.after = list->tight ? 0 : half_line(l) / 2;
    l->paragraph_number = item_number(l, list, at);
    l->follows_text = false;
    lower_blocks(l, item, at->first);
    give_label(l, item, para_of(l->arena, l->language, label, POS_NONE), at->pos);
    l->paragraph_number = number;
}

void lower_list(struct lowering *l, struct flow *parent, const struct md_block *list)
{
    keep_introduction(parent);
    struct flow *group = new_group(l, parent, ROLE_L, list->pos);
    enum style_id style = l->text_style;
    bool numbered = l->number_paragraphs;
    bool inner = l->list_depth++ > 0;
    group->group.before = group->group.after = inner ? 0 : half_line(l);
    if (!inner && l->paragraph_number && style == STYLE_BODY) /* sub-paragraphs stand below the paragraph's text */
        group->group.left = l->volume->design->styles[STYLE_NUMBERED].label_width;
    if (style == STYLE_BODY || style == STYLE_DEFINITION)
        l->text_style = STYLE_LIST;
    l->number_paragraphs = false;
    sp indent = list_indent(l, list);
    for (const struct md_block *at = list->first; at; at = at->next)
        lower_item(l, group, list, at, indent);
    l->list_depth--;
    l->text_style = style;
    l->number_paragraphs = numbered;
}

void lower_note(struct lowering *l, struct flow *parent, const struct md_block *note)
{
    struct flow *item = flow_new(l->arena, parent, FLOW_FOOTNOTE, ROLE_NOTE, note->pos);
    enum style_id style = l->text_style;
    bool numbered = l->number_paragraphs, follows = l->follows_text;
    const char *number = l->paragraph_number;
    int depth = l->list_depth;
    item->footnote.note = note->label;
    item->footnote.number = note->number;
    item->footnote.in_place = l->table_notes != NULL;
    l->text_style = item->footnote.in_place ? STYLE_TABLE_NOTE : STYLE_FOOTNOTE;
    l->number_paragraphs = false;
    l->paragraph_number = NULL;
    l->list_depth = 0;
    l->follows_text = false;
    lower_blocks(l, item, note->first);
    struct para *label = para_of(l->arena, l->language, arena_format(l->arena, "%d", note->number), POS_NONE);
    if (item->footnote.in_place)
        label = para_of_span(l->arena, l->language, base_letters(l->arena, note->number), SPAN_SUPERSCRIPT);
    give_label(l, item, label, note->pos);
    item->first->paragraph.label_run_in = true;
    l->text_style = style;
    l->number_paragraphs = numbered;
    l->paragraph_number = number;
    l->follows_text = follows;
    l->list_depth = depth;
}

/* blocks, inside: the kinds' rows and what several kinds share. Not for other folders. */
#ifndef BLOCKS_INTERNAL_H
#define BLOCKS_INTERNAL_H

#include "blocks/blocks.h"

extern const struct block_kind block_text, block_heading, block_figure, block_table, block_quote, block_epigraph,
    block_code, block_note, block_definitions, block_lines, block_signatures, block_recommendation, block_page_break;

/* Texts by language that lack the edition's are reported in a document that is in it. */
struct reader reader_of(const struct lowering *l);
/* A body as it is given in one language: `body`, or where it is not 0 the source. */
void blocks_lower_version(struct lowering *l, struct flow *parent, const struct node *body, uint32_t source_file);
/* The body of l->document in the two languages that it names as parallel. */
void blocks_lower_parallel(struct lowering *l, struct flow *parent);
void lower_blocks(struct lowering *l, struct flow *parent, const struct md_block *first);
void lower_heading(struct lowering *l, struct flow *parent, int level, struct para *para, const char *id,
                   struct pos pos);
void lower_list(struct lowering *l, struct flow *parent, const struct md_block *list);
void lower_note(struct lowering *l, struct flow *parent, const struct md_block *note);
void lower_definitions(struct lowering *l, struct flow *parent, const struct md_block *list);
void lower_lines(struct lowering *l, struct flow *parent, const struct md_block *lines);
void lower_quote(struct lowering *l, struct flow *parent, const struct md_block *quote);
void lower_epigraph(struct lowering *l, struct flow *parent, const struct md_block *epigraph);
/* A division that is a note or a warning. */
void lower_box(struct lowering *l, struct flow *parent, const struct md_block *division, bool warning);
/* Blocks whose body text has the style of what they stand in. */
void lower_in_style(struct lowering *l, struct flow *group, const struct md_block *first, enum style_id inside);
/* "— Author", kept below what stands in the group. Nothing for NULL. */
void lower_source(struct lowering *l, struct flow *group, struct para *source, const char *language);
void lower_code(struct lowering *l, struct flow *parent, struct para *lines, struct pos pos);
/* Figures and tables return the group that holds them with their caption, or NULL. */
struct flow *lower_markdown_table(struct lowering *l, struct flow *parent, const struct md_block *table);
struct figure {
    struct para *caption;        /* may be NULL or empty */
    const char *alt, *id, *width; /* width as written ("60%", "80mm"); NULL: not said */
    bool decorative;
    struct pos pos;
};
struct flow *lower_figure(struct lowering *l, struct flow *parent, const char *path, const struct figure *given);
/* What a figure or table block says of its place: `place` is an index in block_places or -1. */
extern const char *const block_places[];
void place_block(struct lowering *l, struct flow *group, int place, int wide);
/* "60%" of the measure, or a length ("80mm"); false, and nothing changed, for other words. */
bool parse_width(const char *text, sp *width, int *percent);
/* "Table 3. Caption" with an anchor before it. `caption` may be NULL. */
struct flow *lower_caption(struct lowering *l, struct flow *parent, enum anchor_kind kind, const char *label,
                           const char *id, struct para *caption, struct pos pos);
/* The place that an id names; nothing for none. `title`: the words for references to it, or NULL. */
void lower_anchor(struct lowering *l, struct flow *parent, const char *id, struct pos pos);
void lower_titled_anchor(struct lowering *l, struct flow *parent, const char *id, const struct para *title,
                         struct pos pos);
/* "… is this:" stays with what it announces, which comes next. */
void keep_introduction(struct flow *parent);

/* The level of Markdown's headings below which there is none. */
enum { NO_LEVEL = 6 };
/* The uppermost level of the headings in a text, NO_LEVEL without any. */
int first_level(const struct md_block *first);
/* Parses Markdown: its first block. Footnotes count on from those before; their labels are unique in the volume. */
struct md_block *parse_markdown(struct lowering *l, const struct node *scalar, const char *language);
/* The same of text whose lines are kept. */
struct md_block *parse_lines(struct lowering *l, const struct node *scalar, const char *language);
/* Markdown in the language of the text, of which there may be several versions, or none. */
struct md_block *parse_localized(struct lowering *l, const struct localized *text);
/* The text of a table's notes but for those that its marks name: these are added to `notes`. NULL when empty. */
struct md_block *parse_table_notes(struct lowering *l, const struct localized *text, struct md_table_notes *notes);
/* One paragraph of inline Markdown, not yet prepared; NULL when empty. */
struct para *parse_inline(struct lowering *l, const struct node *scalar, const char *language);
struct para *parse_words(struct lowering *l, const struct localized *text);
/* Marks the terms in a paragraph: once, just before it is set. */
void prepare_para(struct lowering *l, struct para *para);

/* The language that a text is in where l->language was asked for: that, or another for want of it. */
const char *text_language(const struct lowering *l, const struct localized *text);
/* What flow says of a child in `language`: NULL where it is the parent's. */
const char *other_language(const struct lowering *l, const char *language);
/* Where text of `language` shall stand: `parent`, or a group in it. Makes it l->language, which the caller restores. */
struct flow *open_language(struct lowering *l, struct flow *parent, const char *language);
/* The letter that counts 1, 2, 3 … in Arabic: أ, ب, ج; the figure where there is none. */
const char *arabic_letter(struct lowering *l, int number);
/* "3", or "A.3" in Annex A. */
const char *numbered(struct lowering *l, int number);
struct flow *new_group(struct lowering *l, struct flow *parent, enum role role, struct pos pos);
sp half_line(const struct lowering *l);
/* The width of the text on a page, and of a column of it. */
sp page_measure(const struct lowering *l);
sp column_measure(const struct lowering *l);

#endif

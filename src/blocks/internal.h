/* blocks, inside: the kinds' rows and what several kinds share. Not for other folders. */
#ifndef BLOCKS_INTERNAL_H
#define BLOCKS_INTERNAL_H

#include "blocks/blocks.h"

extern const struct block_kind block_text, block_heading, block_figure, block_table, block_quote, block_code,
    block_note, block_recommendation, block_page_break;

void lower_blocks(struct lowering *l, struct flow *parent, const struct md_block *first);
void lower_paragraph(struct lowering *l, struct flow *parent, struct para *para);
void lower_heading(struct lowering *l, struct flow *parent, int level, struct para *para, const char *id,
                   struct pos pos);
void lower_list(struct lowering *l, struct flow *parent, const struct md_block *list);
void lower_note(struct lowering *l, struct flow *parent, const struct md_block *note);
void lower_quote(struct lowering *l, struct flow *parent, const struct md_block *first);
void lower_code(struct lowering *l, struct flow *parent, struct para *lines, struct pos pos);
void lower_markdown_table(struct lowering *l, struct flow *parent, const struct md_block *table);
/* `width` as written ("60%", "80mm") or NULL. */
void lower_figure(struct lowering *l, struct flow *parent, const char *path, struct para *caption, const char *alt,
                  const char *id, const char *width, struct pos pos);

/* Makes a paragraph's notes unique in the volume and marks the terms in it. */
void prepare_para(struct lowering *l, struct para *para);
/* Parses Markdown whose footnotes count on from those before. */
struct md_block *parse_markdown(struct lowering *l, const struct node *scalar, const char *language);
/* "Table 3. Caption" with an anchor before it. */
struct flow *lower_caption(struct lowering *l, struct flow *parent, const char *label, const char *id,
                           struct para *caption, struct pos pos);
const char *note_label(struct lowering *l, const char *label);
struct flow *new_group(struct lowering *l, struct flow *parent, enum role role, struct pos pos);
sp half_line(const struct lowering *l);

#endif

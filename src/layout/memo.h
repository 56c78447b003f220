/*
 * layout, inside: what one chain has set, for the next round. Between two rounds only references and what is made from
 * the map change, and few of these read otherwise than before; all paragraphs whose words are the same are taken as
 * they were set, in the order in which they were met. A paragraph that had something to report is set again, so that it
 * reports again. Not for other folders.
 */
#ifndef LAYOUT_MEMO_H
#define LAYOUT_MEMO_H

#include "layout/layout.h"

struct memo;
struct memo *memo_new(void);
/* After the last round: gives back all but what its lines and elements point to. */
void memo_finish(struct memo *memo);
void memo_free(struct memo *memo);
/* Bytes that it holds. */
size_t memo_size(const struct memo *memo);
/* Begins a round. */
void memo_rewind(struct memo *memo);
/* Begins a piece of the chain, by its place in that. `is_anew`: its flow is another one in each round. */
void memo_enter(struct memo *memo, size_t piece, bool is_anew);
/*
 * As paragraph_set(), which is not called where the memo has the answer. Lines of the memo live until it
 * is finished, what they point to as long as the memo.
 */
struct set_paragraph *memo_set(struct memo *memo, struct setter *setter, struct tag_list *tags, const struct flow *item,
                               const struct paragraph_request *request);
/* As paragraph_measure(). */
void memo_measure(struct memo *memo, struct setter *setter, const struct flow *item,
                  const struct paragraph_request *request, sp *min_width, sp *max_width);

#endif

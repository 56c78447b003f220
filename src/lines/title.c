/* lines, inside: how well a title is broken. */
#include "lines/inline.h"

enum {
    SMALL_WORD = 3,            /* letters of a word that a title's line does not end with */
    PENALTY_SMALL_WORD = 2000,
    PENALTY_COLON = -900,      /* not worth a line more */
    PENALTY_LABEL = BREAK_FORCE,
    LABEL = 14                 /* letters of the longest label */
};

/* In squares of the measure by which a line of a title is shorter than the widest. */
#define COST_SMALL_WORD 0.12
#define GAIN_COLON 0.14

/* The last character but the white space of a line. */
static uint32_t line_stop(const struct inlines *text, const struct break_list *list, const struct break_line *line)
{
    uint32_t end = line->to < list->items.n ? list->items.at[line->to].at : text->para->length;
    while (end > 0 && text->para->text[end - 1] == ' ')
        end--;
    return end;
}

/* Does a line end with a word like "a", "of", "the"? */
static bool ends_in_small_word(const char *text, uint32_t end)
{
    uint32_t start = end;
    while (start > 0 && end - start <= SMALL_WORD && text[start - 1] >= 'a' && text[start - 1] <= 'z')
        start--;
    return start < end && end - start <= SMALL_WORD && start > 0 && text[start - 1] == ' ';
}

/* Where "Session 1:" ends, the colon after a few letters that a title begins with; 0: it has none. */
static uint32_t label_end(const struct inlines *text)
{
    uint32_t letters = 0;
    for (uint32_t i = 0; i < text->para->length && letters < LABEL; i++) {
        if (text->para->text[i] == ':')
            return i + 1;
        letters += ((unsigned char)text->para->text[i] & 0xC0) != 0x80;
    }
    return 0;
}

bool break_lines_overfull(const struct break_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lines[i].overfull)
            return true;
    return false;
}

struct break_list *title_list(struct inlines *text, const struct break_list *list, bool labelled)
{
    uint32_t label = labelled ? label_end(text) : 0;
    struct break_list *parted = arena_alloc(text->setter->scratch, sizeof *parted);
    for (size_t i = 0; i < list->items.n; i++) {
        uint32_t at = list->items.at[i].at;
        struct break_item chance = {.kind = BREAK_PENALTY, .hang = list->items.at[i].hang, .at = at};
        if (ends_in_small_word(text->para->text, at))
            chance.penalty = PENALTY_SMALL_WORD;
        else if (at > 0 && text->para->text[at - 1] == ':')
            chance.penalty = at == label ? PENALTY_LABEL : PENALTY_COLON;
        if (chance.penalty && list->items.at[i].kind == BREAK_GLUE && list->items.at[i].stretch < BREAK_FILL &&
            i > 0 && list->items.at[i - 1].kind == BREAK_BOX)
            break_list_add(text, parted, chance);
        break_list_add(text, parted, list->items.at[i]);
    }
    return parted;
}

double title_cost(const struct inlines *text, const struct break_list *list, const struct break_line *lines,
                  size_t count, sp measure)
{
    sp widest = 0;
    double cost = 0;
    for (size_t i = 0; i < count; i++)
        widest = lines[i].natural > widest ? lines[i].natural : widest;
    for (size_t i = 0; i < count; i++) {
        double gap = (double)(widest - lines[i].natural) / (double)measure;
        uint32_t end = line_stop(text, list, &lines[i]);
        cost += gap * gap;
        if (i + 1 < count && ends_in_small_word(text->para->text, end))
            cost += COST_SMALL_WORD;
        if (i + 1 < count && end > 0 && text->para->text[end - 1] == ':')
            cost -= GAIN_COLON;
    }
    return cost;
}

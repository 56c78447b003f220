/*
 * unicode: the only place that knows ICU. Text goes in and comes out as UTF-8; UTF-16 never leaves.
 * Plain ASCII takes a fast path everywhere. Handles are opaque, opened and closed here; results belong to the
 * arena given first. Safe for several threads as long as each uses its own `struct breaker`.
 */
#ifndef UNICODE_H
#define UNICODE_H

#include "base/base.h"

/* Call once at exit: releases ICU's tables. */
void unicode_cleanup(void);

/* Normalization form C (UAX #15). Returns `text` itself when it already is in NFC. *out_size gets the new size. */
const char *unicode_nfc(struct arena *arena, const char *text, size_t size, size_t *out_size);
/* Full case folding (for matching, never for print). */
const char *unicode_fold(struct arena *arena, const char *text, size_t size, size_t *out_size);
/* The same of one character; returns how many bytes it becomes. */
#define UNICODE_FOLD_ROOM 16
int unicode_fold_character(uint32_t character, char out[UNICODE_FOLD_ROOM]);
/* A letter and the mark on it: one step of the canonical decomposition. False where there is none. */
bool unicode_decompose(uint32_t character, uint32_t parts[2]);

/* Properties of one character. */
bool unicode_is_letter(uint32_t character);
bool unicode_is_digit(uint32_t character);
bool unicode_is_mark(uint32_t character);     /* combining: Mn, Mc, Me */
bool unicode_is_space(uint32_t character);
bool unicode_is_upper(uint32_t character);
/* Simple lower case: one character for one. For matching and look-ups, never for print. */
uint32_t unicode_to_lower(uint32_t character);
/* Invisible in print: controls, joiners, variation selectors, direction marks (Default_Ignorable_Code_Point). */
bool unicode_is_ignorable(uint32_t character);
/* ISO 15924 as four letters in a number ('L'<<24|'a'<<16|…): Latn, Arab, Hani, Zyyy (common), Zinh (inherited) … */
#define SCRIPT_TAG(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
uint32_t unicode_script(uint32_t character);
/* Is a language, a tag of BCP 47, usually written in a script? */
bool unicode_written_in(const char *tag, uint32_t script);
/* Columns in a fixed-pitch text: 0, 1 or 2 (UAX #11; marks and ignorables 0). */
int unicode_width(uint32_t character);
int unicode_text_width(const char *text, size_t size);

/*
 * Where lines may break (UAX #14, dictionaries for Thai, Lao, Khmer, Myanmar by ICU) and where graphemes and words
 * end (UAX #29). One breaker serves one thread; it keeps ICU's iterators open by language.
 */
struct breaker;
struct breaker *breaker_open(void);
void breaker_close(struct breaker *breaker);
enum break_kind { BREAK_NONE, BREAK_ALLOWED, BREAK_FORCED };
/* out[i], for i in 0 … size: may a line end before byte i? out[0] is BREAK_NONE, out[size] BREAK_FORCED. */
void unicode_line_breaks(struct breaker *breaker, const char *text, size_t size, const char *language, uint8_t *out);
/* out[i] is true where a grapheme cluster begins at byte i; out[size] is true. Of a text whose characters all stand
 * alone each begins one: there is no need to ask. */
void unicode_graphemes(struct breaker *breaker, const char *text, size_t size, bool *out);
bool unicode_stands_alone(const char *text, size_t size);
/* out[i] is true where a word, or what stands between words, begins at byte i; out[size] is true. Chinese, Japanese,
 * Thai, Lao, Khmer, Myanmar by ICU's dictionaries. */
void unicode_words(struct breaker *breaker, const char *text, size_t size, bool *out);
/* Of a script that is written without spaces between words, and that unicode_words has a dictionary of? */
bool unicode_is_unspaced(uint32_t character);

/* Bidirectional text (UAX #9). base: 0 left to right, 1 right to left, -1 by the first strong character.
 * levels[i] for each byte; returns the paragraph's level. */
int unicode_bidi_levels(const char *text, size_t size, int base, uint8_t *levels);
/* The same for a text with parts, in order, that stand as isolates: around one of them the text is ordered as if a
 * neutral sign stood there, and it is ordered on its own. One inside another is not counted. */
struct bidi_isolate {
    uint32_t start, end; /* bytes */
    bool rtl;
};
void unicode_bidi_isolates(struct arena *scratch, const char *text, size_t size, bool rtl,
                           const struct bidi_isolate *isolates, size_t count, uint8_t *levels);
/* Can nothing in the text run from right to left, nor change the direction? (Not for all texts of that kind.) */
bool unicode_runs_left_to_right(const char *text, size_t size);
/* Is a language, a tag of BCP 47, written from right to left? */
bool unicode_is_right_to_left(const char *language);
/* Rule L2 on a line: order[k] is the index of the run that stands k-th from the left. */
void unicode_bidi_reorder(const uint8_t *run_levels, size_t count, uint32_t *order);
/*
 * A line of `levels` (by byte) in a paragraph of the given direction with the direction marks it needs, for programs
 * that order each line by itself, its direction taken from its first strong character: a mark of direction at its
 * start, isolates around parts of it; no more than it takes. *out_size gets the new size. `text` itself when none are
 * needed.
 */
const char *unicode_mark_line(struct arena *arena, const char *text, size_t size, bool rtl, const uint8_t *levels,
                              size_t *out_size);

/* Where an Arabic word (punctuation around it allowed) is best drawn out: between the letters that begin at bytes
 * `after` and `before`. rank 1 (best) … 7; 0: nowhere. */
struct kashida {
    uint32_t after, before;
    int rank;
};
struct kashida unicode_kashida(const char *text, size_t size);

/* Collation: CLDR order of a language, word by word (ISO 999, 8.2); numbers by value, apostrophes and the Arabic
 * article not counted. */
struct collator;
struct collator *collator_open(const char *language);
void collator_close(struct collator *collator);
const uint8_t *collator_key(struct arena *arena, struct collator *collator, const char *text, size_t *size);
/* The order of two keys, as strcmp gives it. */
int collator_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size);
/* The heading letter of an index group for `text` in that language: "A", "Đ", "Я"; "#" for digits and signs. */
const char *collator_letter(struct arena *arena, struct collator *collator, const char *text);

/* Dates in words by CLDR: days are proleptic Gregorian. */
struct date {
    int year, month, day; /* month 0: the year only; day 0: year and month only; year 0: no date */
    int hour, minute;     /* hour -1: no time */
};
int date_compare(struct date a, struct date b);
/* "17 September 2007" (en: day month year, as the UN writes), "28 août 2007", … */
const char *unicode_date(struct arena *arena, const char *language, struct date date);
/* "28–31 August 2007", "31 August – 2 September 2007". */
const char *unicode_date_range(struct arena *arena, const char *language, struct date from, struct date to);
/* "Tuesday, 28 August 2007"; in all languages with a capital, as at the beginning of a line. */
const char *unicode_weekday_date(struct arena *arena, const char *language, struct date date);
/* "Norway" for "NO" in English, by the United Nations' short names ("Viet Nam"); NULL for an unknown code. */
const char *unicode_country(struct arena *arena, const char *language, const char *code);
/* "English" for "en" in English; NULL for an unknown tag. */
const char *unicode_language_name(struct arena *arena, const char *language, const char *tag);
/* "A, B and C" (CLDR's list pattern; in English without the comma before "and"). */
const char *unicode_list(struct arena *arena, const char *language, const char *const *items, size_t count);
/* Is the tag well-formed BCP 47 and its language subtag known? */
bool unicode_language_valid(const char *tag);

/* The decimal sign of numbers in figures 0 … 9 in a language: '.' in English and Arabic, ',' in French. */
uint32_t unicode_decimal_sign(const char *language);

#endif

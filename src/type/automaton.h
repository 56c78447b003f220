/*
 * type, inside: the automaton of hyphenation patterns that libhyphen runs (Aho and Corasick, Efficient String Matching,
 * 1975), built as libhyphen builds it, but in linear time: its own table of prefixes takes seconds for German. Not for
 * other folders.
 */
#ifndef TYPE_AUTOMATON_H
#define TYPE_AUTOMATON_H

#include "base/base.h"

#include <hyphen.h>

struct automaton;
struct automaton *automaton_new(struct arena *scratch);
/* A pattern as it stands in a file, up to the first blank: "1tion". */
void automaton_add(struct automaton *automaton, const char *pattern, size_t size);
/* Puts it in the place of the dictionary's states, which then owns it. To be called once. */
void automaton_give(struct automaton *automaton, HyphenDict *dictionary);

#endif

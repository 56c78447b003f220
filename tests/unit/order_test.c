/*
 * The order of index entries and the letters that head their groups, in languages that differ: as CLDR's collation
 * charts and index exemplars have them (version 42), word by word.
 */
#include <stdio.h>
#include <string.h>

#include "unicode/unicode.h"

#include "check.h"

enum { WORDS = 24 };
/* Words in order; a letter before a slash opens a group. */
static const struct {
    const char *language, *what, *words[WORDS];
} orders[] = {
    {"en", "English: accents after letters, word by word, numbers by value",
     {"A/aa", "N/New York", "Newark", "O/O’Tierney", "Otto", "R/resume", "résumé", "X/X.509", "X.1051", "Z/zoo"}},
    {"de", "German: umlauts with their vowels",
     {"A/Ähre", "Ahrens", "Alt", "M/Müller", "Mumm", "S/Straße", "Strasser", "Z/Zoo"}},
    {"sv", "Swedish: Å, Ä, Ö at the end", {"A/Alm", "V/Vik", "W/Wik", "Z/Zander", "Å/Åberg", "Ä/Äng", "Ö/Öman"}},
    {"da", "Danish: Æ, Ø, Å at the end, Aa as Å", {"A/Abel", "Z/Zeuthen", "Æ/Æbelø", "Ø/Østerbro", "Å/Aalborg"}},
    {"es", "Spanish: Ñ after N, ch within C", {"C/casa", "chico", "cosa", "N/nube", "Ñ/ñandú", "O/obra"}},
    {"fr", "French: accents weigh less than letters", {"C/cote", "coté", "côte", "côté", "E/été", "F/fin"}},
    {"cs", "Czech: Č after C, Ch after H",
     {"C/cena", "Č/čas", "D/den", "H/hora", "CH/chata", "I/idea", "Ř/řeka", "Š/škola"}},
    {"pl", "Polish: Ł after L, Ż after Ź",
     {"C/cena", "Ć/ćma", "L/lato", "Ł/łata", "Ó/ósmy", "Z/zero", "Ź/źródło", "Ż/żaba"}},
    {"hu", "Hungarian: digraphs are letters",
     {"C/cukor", "CS/csap", "G/gond", "GY/gyár", "O/olaj", "Ö/ödön", "SZ/szó"}},
    {"tr", "Turkish: I before İ; no word begins with Ğ",
     {"C/can", "Ç/çay", "G/gün", "H/hal", "I/ışık", "İ/iş", "Ö/öz", "Ş/şey", "Ü/ün"}},
    {"vi", "Vietnamese: Ă, Â, Đ, Ê, Ô, Ơ, Ư are letters; tones come after",
     {"A/an", "àn", "ản", "ãn", "án", "ạn", "Ă/ăn", "Â/ân", "D/du", "Đ/đa", "Ê/êm", "Ô/ông", "Ơ/ơn", "U/uy", "Ư/ưng"}},
    {"ru", "Russian: Ё with Е; Latin after Cyrillic", {"Е/ёлка", "ель", "енот", "Ж/жук", "Я/яма", "Z/Zulu"}},
    {"uk", "Ukrainian: Ґ after Г, Ї after І", {"Г/гора", "Ґ/ґанок", "Д/дім", "И/ирій", "І/ірис", "Ї/їжак", "Й/йод"}},
    {"ar", "Arabic: the article does not count, Latin after",
     {"ا/أحمد", "الأمن", "ب/البريد", "بلاغ", "ت/تقرير", "ش/شبكة", "ي/يوم", "L/Latin"}},
    {"zh", "Chinese: by the sound of the first letter", {"A/阿根廷", "B/北京", "C/陈", "H/河内", "R/日内瓦", "Z/中国"}},
    {"ja", "Japanese: kana in the order of the table", {"あ/あき", "か/がいこく", "かき", "さ/さくら", "た/たつ", "わ/わたし"}},
    {"ko", "Korean: by the first consonant", {"ㄱ/가나", "ㄴ/나라", "ㅂ/보안", "ㅎ/하노이"}},
    {"hi", "Hindi: vowels before consonants", {"अ/अगर", "आ/आज", "क/कल", "ख/खत", "भ/भारत", "ह/हम"}},
    {"el", "Greek: tones do not count", {"Α/άλφα", "αυτός", "Ω/ώρα"}},
};

static int compare(struct arena *arena, struct collator *collator, const char *a, const char *b)
{
    size_t left_size, right_size;
    const uint8_t *left = collator_key(arena, collator, a, &left_size);
    const uint8_t *right = collator_key(arena, collator, b, &right_size);
    return collator_compare(left, left_size, right, right_size);
}

/* What is wrong with an order, or NULL. */
static const char *fault(struct arena *arena, struct collator *collator, const char *const *words)
{
    const char *before = NULL, *letter = NULL;
    for (int i = 0; i < WORDS && words[i]; i++) {
        const char *slash = strchr(words[i], '/'), *word = slash ? slash + 1 : words[i];
        if (slash)
            letter = arena_string(arena, words[i], (size_t)(slash - words[i]));
        if (before && compare(arena, collator, before, word) >= 0)
            return arena_format(arena, "%s does not stand before %s", before, word);
        const char *got = collator_letter(arena, collator, word);
        if (letter && strcmp(got, letter) != 0)
            return arena_format(arena, "%s stands under %s, not %s", word, got, letter);
        before = word;
    }
    return NULL;
}

int main(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct collator *collator = collator_open(orders[i].language);
        const char *wrong = fault(arena, collator, orders[i].words);
        same(wrong, NULL, orders[i].what);
        collator_close(collator);
    }
    arena_free(arena);
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}

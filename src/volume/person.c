/*
 * volume: how a person's name is printed, entered in an index and sorted. The parts are put together as they
 * are written, never re-cased, split or transliterated. Entry of names: IFLA, Names of persons, by the language
 * that the person's `lang` says; without one a particle follows the given name.
 */
#include <string.h>
#include <strings.h>

#include "volume/internal.h"

static uint32_t first_character(const char *text)
{
    return utf8_next(&text, text + strlen(text));
}

static uint32_t last_character(const char *text)
{
    uint32_t last = 0;
    for (const char *end = text + strlen(text); text < end;)
        last = utf8_next(&text, end);
    return last;
}

/* Chinese, Japanese and Korean script sets no space between family and given name. */
static bool sets_no_space(uint32_t character)
{
    uint32_t script = unicode_script(character);
    return script == SCRIPT_TAG('H', 'a', 'n', 'i') || script == SCRIPT_TAG('H', 'i', 'r', 'a') ||
           script == SCRIPT_TAG('K', 'a', 'n', 'a') || script == SCRIPT_TAG('H', 'a', 'n', 'g');
}

/* The two with what separates them between; either may be NULL. */
static const char *join(struct arena *arena, const char *first, const char *separator, const char *second)
{
    if (!first || !second)
        return first ? first : second;
    return arena_format(arena, "%s%s%s", first, separator, second);
}

static const char *join_parts(struct arena *arena, const char *first, const char *second)
{
    bool close =
        first && second && sets_no_space(last_character(first)) && sets_no_space(first_character(second));
    /* A particle that ends in an apostrophe stands close to its name: d’Ormesson. */
    close = close || (first && second && (last_character(first) == 0x2019 || last_character(first) == '\''));
    return join(arena, first, close ? "" : " ", second);
}

static const char *or_empty(const char *name)
{
    return name ? name : "";
}

const char *person_name(struct arena *arena, const struct person *person, bool with_title)
{
    const char *name = person->name, *family = join_parts(arena, person->particle, person->family);
    if (!name && person->order == ORDER_FAMILY_FIRST)
        name = join_parts(arena, family, person->given);
    else if (!name)
        name = join_parts(arena, person->given, family);
    name = join(arena, name, " ", person->name ? NULL : person->suffix);
    return or_empty(with_title ? join(arena, person->title, " ", name) : name);
}

/* Is the person's language `language`, or a variety of it? */
static bool speaks(const struct person *person, const char *language)
{
    size_t n = strlen(language);
    return person->language && strncmp(person->language, language, n) == 0 &&
           (person->language[n] == '\0' || person->language[n] == '-');
}

/* Where a name is filed under its particle, and where only some particles are: NULL stands for any. */
static const struct {
    const char *language, *particles;
} under_particle[] = {
    {"it", NULL}, {"af", NULL}, {"nl-BE", NULL}, {"en", NULL}, {"ro", NULL},
    {"fr", " la le les du des l’ l' "}, {"de", " am im vom zum zur "}, {"es", " la las lo los "}, {"nb", " de la "},
};

static bool files_under_particle(const struct person *person)
{
    for (size_t i = 0; person->particle && i < sizeof under_particle / sizeof *under_particle; i++) {
        const char *particles = under_particle[i].particles, *found;
        if (!speaks(person, under_particle[i].language))
            continue;
        if (!particles)
            return true;
        size_t n = strlen(person->particle);
        for (found = particles; (found = strchr(found, ' ')) && found[1]; found++)
            if (strncasecmp(found + 1, person->particle, n) == 0 && found[1 + n] == ' ')
                return true;
    }
    return false;
}

/* Where the second name is the father's, or is no family's: the name is entered as it is spoken. */
static bool files_by_given(const struct person *person)
{
    static const char *const languages[] = {"is", "th", "am", "ti", "om", "so", "ms", "my", "dz", "bo"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (speaks(person, languages[i]))
            return true;
    return false;
}

static const char *entry(struct arena *arena, const struct person *person, const char *comma)
{
    const char *family = person->family, *given = person->given;
    if (person->name)
        return person->name;
    if (person->order == ORDER_FAMILY_FIRST || !family || !given || files_by_given(person))
        return person_name(arena, person, false);
    if (files_under_particle(person))
        family = join_parts(arena, person->particle, family);
    else
        given = join(arena, given, " ", person->particle);
    return join(arena, join(arena, family, comma, given), comma, person->suffix);
}

/* The Arabic article does not count in filing: ال, al-, el-, ash- … */
static size_t article_size(const struct person *person, const char *name)
{
    static const char *const articles[] = {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "adh", "ul", "il"};
    static const char arabic[] = "\xD8\xA7\xD9\x84";
    if (strncmp(name, arabic, sizeof arabic - 1) == 0 && strlen(name) > 2 * (sizeof arabic - 1))
        return sizeof arabic - 1;
    for (size_t i = 0; speaks(person, "ar") && i < sizeof articles / sizeof *articles; i++) {
        size_t n = strlen(articles[i]);
        if (strncasecmp(name, articles[i], n) == 0 && (name[n] == '-' || name[n] == ' '))
            return n + 1;
    }
    return 0;
}

const char *person_index_name(struct arena *arena, const struct person *person)
{
    bool arabic = person->family && unicode_script(first_character(person->family)) == SCRIPT_TAG('A', 'r', 'a', 'b');
    return entry(arena, person, arabic ? "\xD8\x8C " : ", ");
}

const char *person_sort_name(struct arena *arena, const struct person *person)
{
    if (person->sort)
        return person->sort;
    const char *name = entry(arena, person, " ");
    return name + article_size(person, name);
}

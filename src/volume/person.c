/*
 * volume: how a person's name is printed, entered in an index and sorted. The parts are put together as they
 * are written, never re-cased, split or transliterated. Entry of names: IFLA, Names of persons; a particle
 * follows the given name but for the languages that file under it.
 */
#include <string.h>

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

/* Italian, Afrikaans and Belgian Dutch file under the particle. */
static bool files_under_particle(const struct person *person)
{
    static const char *const languages[] = {"it", "af", "nl-BE"};
    for (size_t i = 0; person->language && i < sizeof languages / sizeof *languages; i++)
        if (strcmp(person->language, languages[i]) == 0)
            return true;
    return false;
}

static const char *entry(struct arena *arena, const struct person *person, const char *comma)
{
    const char *family = person->family, *given = person->given;
    if (person->name)
        return person->name;
    if (person->order == ORDER_FAMILY_FIRST || !family || !given)
        return person_name(arena, person, false);
    if (files_under_particle(person))
        family = join_parts(arena, person->particle, family);
    else
        given = join(arena, given, " ", person->particle);
    return join(arena, join(arena, family, comma, given), comma, person->suffix);
}

const char *person_index_name(struct arena *arena, const struct person *person)
{
    return entry(arena, person, ", ");
}

const char *person_sort_name(struct arena *arena, const struct person *person)
{
    return person->sort ? person->sort : entry(arena, person, " ");
}

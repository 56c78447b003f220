/* editions: THE table. */
#include "editions/editions.h"

#include <string.h>

#include "editions/internal.h"

static const struct edition *const table[] = {&edition_screen, &edition_text};
enum { EDITION_COUNT = sizeof table / sizeof *table };

const struct edition *editions_find(const char *name)
{
    for (size_t i = 0; i < EDITION_COUNT; i++)
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    return NULL;
}

const char *const *editions_names(struct arena *arena, size_t *count)
{
    const char **names = arena_alloc(arena, sizeof table / sizeof *table * sizeof *names);
    for (size_t i = 0; i < EDITION_COUNT; i++)
        names[i] = table[i]->name;
    *count = EDITION_COUNT;
    return names;
}

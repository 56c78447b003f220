/* editions: THE table. */
#include "editions/editions.h"

#include <string.h>

#include "editions/internal.h"

static const struct edition *const table[] = {&edition_screen, &edition_text};
static const char *const names[] = {"screen", "text"};
enum { EDITION_COUNT = sizeof table / sizeof *table };

const struct edition *editions_find(const char *name)
{
    for (size_t i = 0; i < EDITION_COUNT; i++)
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    return NULL;
}

const char *const *editions_names(size_t *count)
{
    *count = EDITION_COUNT;
    return names;
}

/* schema: names and records of all folders, put together. */
#include "schema.h"

#include <string.h>

#include "blocks/blocks.h"
#include "editions/editions.h"
#include "parts/parts.h"

struct known_names schema_names(struct arena *arena)
{
    struct known_names names;
    names.parts = parts_names(arena, &names.part_count);
    names.editions = editions_names(arena, &names.edition_count);
    return names;
}

void schema_print(FILE *out)
{
    struct arena *arena = arena_new();
    size_t root_count, extra_count;
    const struct record *const *roots = volume_records(&root_count);
    const struct schema_definition *given = volume_schema_definitions(&extra_count);
    struct schema_definition *extras = arena_alloc(arena, (extra_count + 2) * sizeof *extras);
    struct known_names names = schema_names(arena);
    memcpy(extras, given, extra_count * sizeof *extras);
    extras[extra_count] = (struct schema_definition){.name = "body", .json = blocks_schema(arena)};
    extras[extra_count + 1] = volume_part_definition(arena, &names);
    reader_print_schema(roots, root_count, extras, extra_count + 2, out);
    arena_free(arena);
}

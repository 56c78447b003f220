/* base: a set of strings: open addressing, FNV-1a. */
#include <string.h>

#include "base/base.h"

static uint32_t hash_name(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

static const char **find_slot(const struct name_set *set, const char *name)
{
    uint32_t slot = hash_name(name) & (set->slot_count - 1);
    while (set->slots[slot] && strcmp(set->slots[slot], name))
        slot = (slot + 1) & (set->slot_count - 1);
    return &set->slots[slot];
}

static void grow(struct arena *arena, struct name_set *set)
{
    struct name_set old = *set;
    set->slot_count = old.slot_count ? old.slot_count * 2 : 64;
    set->slots = arena_alloc(arena, set->slot_count * sizeof *set->slots);
    for (uint32_t i = 0; i < old.slot_count; i++)
        if (old.slots[i])
            *find_slot(set, old.slots[i]) = old.slots[i];
}

bool name_set_add(struct arena *arena, struct name_set *set, const char *name)
{
    if (set->count * 2 >= set->slot_count)
        grow(arena, set);
    const char **slot = find_slot(set, name);
    if (*slot)
        return false;
    *slot = name;
    set->count++;
    return true;
}

bool name_set_has(const struct name_set *set, const char *name)
{
    return set->slot_count && *find_slot(set, name);
}

/* volume: sorted lists of names, to find one, the nearest one, and those that stand there twice. */
#include <stdlib.h>
#include <string.h>

#include "volume/internal.h"

void names_add(struct arena *arena, struct name_list *list, const char *name, struct pos pos, size_t index)
{
    struct name entry = {name, pos, index};
    vec_push(arena, &list->names, entry);
}

/* Positions grow as files are read, so they give the order in which names were added. */
static int by_name(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    if (order)
        return order;
    if (a->pos.file != b->pos.file)
        return a->pos.file < b->pos.file ? -1 : 1;
    if (a->pos.line != b->pos.line)
        return a->pos.line < b->pos.line ? -1 : 1;
    return (a->pos.column > b->pos.column) - (a->pos.column < b->pos.column);
}

void names_sort(struct name_list *list)
{
    if (list->names.n)
        qsort(list->names.at, list->names.n, sizeof *list->names.at, by_name);
}

const struct name *names_find(const struct name_list *list, const char *name)
{
    size_t low = 0, high = list->names.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(list->names.at[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < list->names.n && strcmp(list->names.at[low].name, name) == 0;
    return found ? &list->names.at[low] : NULL;
}

void names_repeated(struct loader *loader, const struct name_list *list,
                    void (*report)(struct loader *loader, const struct name *again, const struct name *first))
{
    size_t first = 0;
    for (size_t i = 1; i < list->names.n; i++) {
        if (strcmp(list->names.at[first].name, list->names.at[i].name) == 0)
            report(loader, &list->names.at[i], &list->names.at[first]);
        else
            first = i;
    }
}

const char *names_nearest(struct arena *arena, const struct name_list *list, const char *name)
{
    const char **names = arena_alloc(arena, list->names.n * sizeof *names);
    for (size_t i = 0; i < list->names.n; i++)
        names[i] = list->names.at[i].name;
    return base_nearest(name, names, list->names.n);
}

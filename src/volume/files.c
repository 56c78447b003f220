/* volume: reading the files that a volume names; a missing one is reported where it is named. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "volume/internal.h"

const char *real_path(struct arena *arena, const char *path)
{
    char *found = realpath(path, NULL);
    const char *result = arena_strdup(arena, found ? found : path);
    free(found);
    return result;
}

const char *place_words(const struct loader *loader, struct pos pos)
{
    return arena_format(loader->arena, "%s:%u", sources_name(loader->sources, pos.file), pos.line);
}

bool read_list_or_file(struct loader *loader, const struct key *key, const struct node *node, struct list *list)
{
    const struct key path_key = {.name = key->name, .type = KEY_PATH};
    struct path_value path;
    if (node && node->kind == NODE_SCALAR) {
        if (!reader_value(&loader->reader, &path_key, node, &path))
            return false;
        node = load_yaml(loader, &path);
    }
    if (node)
        reader_value(&loader->reader, key, node, list);
    return true;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The file in the same folder whose name is nearest to that of a missing file, or NULL. */
static const char *nearest_file(struct arena *arena, const char *path)
{
    DIR *folder = opendir(path_folder(arena, path));
    if (!folder)
        return NULL;
    VEC(const char *) names = {0};
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            vec_push(arena, &names, (const char *)arena_strdup(arena, entry->d_name));
    closedir(folder);
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_name);
    return base_nearest(path_base(path), names.at, names.n);
}

static void report_missing(struct loader *loader, const struct path_value *path)
{
    if (strstr(path->name, "://")) {
        diag(loader->diags, DIAG_FILE_REMOTE, path->pos, path->name);
        return;
    }
    const char *nearest = nearest_file(loader->arena, path->path);
    const char *remedy = "check the path: it is taken from the folder of this file";
    if (nearest) {
        size_t folder = (size_t)(path_base(path->name) - path->name);
        remedy = arena_format(loader->arena, "write “%.*s%s”", (int)folder, path->name, nearest);
    }
    diag(loader->diags, DIAG_VOLUME_FILE_MISSING, path->pos, path->path, remedy);
}

static bool report_status(struct loader *loader, const struct path_value *path, enum file_status status)
{
    if (status == FILE_MISSING)
        report_missing(loader, path);
    else
        file_report(loader->diags, status, path->pos, path->path);
    return status == FILE_OK;
}

void check_file(struct loader *loader, struct path_value *path)
{
    if (!path->path)
        return;
    diags_note_input(loader->diags, path->path);
    if (file_exists(path->path))
        return;
    report_missing(loader, path);
    path->path = NULL;
}

uint32_t load_file(struct loader *loader, const struct path_value *path)
{
    uint32_t file = 0;
    diags_note_input(loader->diags, path->path);
    report_status(loader, path, sources_read(loader->sources, path->path, &file));
    return file;
}

const struct node *load_yaml(struct loader *loader, const struct path_value *path)
{
    if (loader->volume_file && strcmp(real_path(loader->arena, path->path), loader->volume_file) == 0) {
        diag(loader->diags, DIAG_VOLUME_INCLUDES_ITSELF, path->pos, path->path);
        return NULL;
    }
    uint32_t file = load_file(loader, path);
    return file ? yaml_read(loader->arena, loader->sources, file, loader->diags) : NULL;
}

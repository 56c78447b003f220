/* volume: reads volume.yaml and everything it names, in the order of the book. */
#include <string.h>

#include "volume/internal.h"

/* The folder that holds the file, or the file's stem when it is not called volume.yaml. */
const char *volume_output_name(struct arena *arena, const char *path)
{
    if (strcmp(path_base(path), "volume.yaml") != 0)
        return path_stem(arena, path);
    const char *name = path_base(path_folder(arena, real_path(arena, path)));
    return *name && strcmp(name, ".") != 0 ? name : "volume";
}

static void read_committees(struct loader *loader, const struct list *list)
{
    struct volume *volume = loader->volume;
    struct committee_input *inputs = list->at;
    volume->committee_count = list->count;
    volume->committees = arena_alloc(loader->arena, list->count * sizeof *volume->committees);
    for (size_t i = 0; i < list->count; i++) {
        read_people(loader, inputs[i].members, "members", &inputs[i].committee.members);
        volume->committees[i] = inputs[i].committee;
    }
}

/* Left out everywhere: a session's first document stands under the opener, the others begin on a new page. */
static int usual_start(const struct volume *volume, const struct document *document)
{
    const struct session *session = document->session;
    if (volume->layout->start_documents >= 0)
        return volume->layout->start_documents;
    for (size_t i = 0; session && i < session->item_count; i++)
        if (session->items[i].document)
            return session->items[i].document == document ? START_RUN_ON : START_PAGE;
    return START_PAGE;
}

static void number_documents(struct loader *loader)
{
    struct volume *volume = loader->volume;
    volume->documents = loader->documents.at;
    volume->document_count = loader->documents.n;
    int annexes = 0;
    for (size_t i = 0; i < volume->document_count; i++) {
        volume->documents[i]->number = (int)i + 1;
        volume->documents[i]->annex = volume->documents[i]->type == TYPE_ANNEX ? ++annexes : 0;
        if (volume->documents[i]->start < 0)
            volume->documents[i]->start = usual_start(volume, volume->documents[i]);
    }
}

/* An edition is compiled as if its language were the volume's. */
static void settle_language(struct loader *loader, size_t count, size_t edition)
{
    struct volume *volume = loader->volume;
    const char *const *languages = loader->languages;
    loader->own_language = volume->language ? volume->language : count ? languages[0] : "en";
    volume->languages = languages;
    volume->language_count = count;
    volume->edition_language = count ? languages[edition] : NULL;
    volume->language = count ? languages[edition] : loader->own_language;
}

static void fill_volume(struct loader *loader, struct volume_input *input)
{
    struct volume *volume = loader->volume;
    read_registry(loader, input->people);
    read_terms(loader, input->terms);
    read_people(loader, input->editors, "editors", &volume->editors);
    read_committees(loader, &input->committees);
    volume->sponsors = input->sponsors.at;
    volume->sponsor_count = input->sponsors.count;
    loader->parallel = input->layout && !node_is_null(input->layout->parallel) ? input->layout->parallel : NULL;
    check_parallel(loader);
    read_layout(loader, input->layout);
    read_front(loader, input->front, input->sessions.count > 0);
    read_loose(loader, &input->documents);
    read_sessions(loader, &input->sessions);
    read_back(loader, input->back);
    number_documents(loader);
    read_editions(loader, input->editions);
    check_volume(loader);
}

static uint32_t load_volume_file(struct loader *loader, const char *path)
{
    uint32_t file = 0;
    diags_note_input(loader->diags, path);
    enum file_status status = sources_read(loader->sources, path, &file);
    if (status != FILE_OK)
        file_report(loader->diags, status, POS_NONE, path);
    return file;
}

struct volume *volume_read(struct arena *arena, const char *path, const struct known_names *names,
                           size_t edition, struct sources *sources, struct diags *diags)
{
    struct loader loader = {.reader = {.arena = arena, .sources = sources, .diags = diags},
                            .sources = sources,
                            .arena = arena,
                            .diags = diags,
                            .names = names};
    uint32_t file = load_volume_file(&loader, path);
    const struct node *root = file ? yaml_read(arena, sources, file, diags) : NULL;
    if (!root)
        return NULL;
    if (root->kind == NODE_MAP && !root->count) {
        diag(diags, DIAG_VOLUME_EMPTY, root->pos);
        return NULL;
    }
    size_t count = edition_languages(arena, root, &loader.languages);
    loader.reader.language = count ? loader.languages[edition] : NULL;
    struct volume_input *input = reader_record(&loader.reader, &volume_record, root);
    if (!input)
        return NULL;
    struct volume *volume = &input->volume;
    loader.volume = volume;
    loader.volume_file = real_path(arena, path);
    volume->path = path;
    volume->name = volume_output_name(arena, path);
    settle_language(&loader, count, edition);
    fill_volume(&loader, input);
    return volume;
}

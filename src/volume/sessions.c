/* volume: sessions and their items. */
#include <string.h>

#include "volume/internal.h"

/* The keys that go with each kind of item, the one that makes the kind first. */
static const char *const kinds[][6] = {
    {"document", "start", "end", "presenter"},
    {"title", "start", "end", "speakers", "abstract"},
    {"break", "start", "end"},
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds, KEYS_PER_KIND = sizeof *kinds / sizeof **kinds };

static bool goes_with(const char *const *kind, const char *name)
{
    for (size_t i = 0; i < KEYS_PER_KIND && kind[i]; i++)
        if (strcmp(kind[i], name) == 0)
            return true;
    return false;
}

/* Is it a document, a talk or a break, with no key of another? Unknown keys were reported before. */
static bool check_kind(struct loader *loader, const struct node *node)
{
    const char *const *kind = NULL;
    if (node->kind != NODE_MAP)
        return true;
    for (size_t k = 0; k < KIND_COUNT && !kind; k++)
        if (!node_is_null(node_get(node, kinds[k][0])))
            kind = kinds[k];
    if (!kind) {
        diag(loader->diags, DIAG_VOLUME_ITEM_EMPTY, node->pos);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < node->count; i++) {
        const char *name = node->keys[i]->text;
        bool elsewhere = false;
        for (size_t k = 0; k < KIND_COUNT; k++)
            elsewhere = elsewhere || goes_with(kinds[k], name);
        if (!elsewhere || goes_with(kind, name) || node_is_null(node->items[i]))
            continue;
        diag(loader->diags, DIAG_VOLUME_ITEM_MIXED, node->keys[i]->pos, name, kind[0]);
        good = false;
    }
    return good;
}

static void read_item(struct loader *loader, const struct session *session, struct item_input *input)
{
    struct item *item = &input->item;
    check_kind(loader, item->head.node);
    check_span(loader, item->head.pos, item->head.node, item->start, item->end);
    read_people(loader, input->presenter, "presenter", &item->presenter);
    read_people(loader, input->speakers, "speakers", &item->speakers);
    if (!item->document_path.path)
        return;
    struct document *document = read_document(loader, &item->document_path);
    if (document)
        document->session = session;
    item->document = document;
}

static void read_session(struct loader *loader, struct session_input *input, struct session *session)
{
    *session = input->session;
    if (session->id)
        add_id(loader, &session->id, node_get(session->head.node, "id")->pos);
    check_span(loader, session->head.pos, session->head.node, session->start, session->end);
    read_people(loader, input->chair, "chair", &session->chair);
    read_people(loader, input->panel, "panel", &session->panel);
    session->item_count = input->items.count;
    session->items = arena_alloc(loader->arena, input->items.count * sizeof *session->items);
    for (size_t i = 0; i < input->items.count; i++) {
        struct item_input *item = &((struct item_input *)input->items.at)[i];
        read_item(loader, session, item);
        session->items[i] = item->item;
    }
}

void read_sessions(struct loader *loader, const struct list *list)
{
    struct volume *volume = loader->volume;
    volume->session_count = list->count;
    volume->sessions = arena_alloc(loader->arena, list->count * sizeof *volume->sessions);
    for (size_t i = 0; i < list->count; i++) {
        read_session(loader, &((struct session_input *)list->at)[i], &volume->sessions[i]);
        volume->sessions[i].number = (int)i + 1;
    }
}

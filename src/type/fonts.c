/* All faces of a run: those of the roles are opened at once, the fallbacks when a character needs them. */
#include "type/face.h"

#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SIGNS SCRIPT_TAG('Z', 'y', 'y', 'y')

static const char *const ROLE_NAMES[FONT_ROLE_COUNT] = {"body", "heading", "mono"};

/* Opens the face behind a row unless that was tried before. */
static enum face_state slot_open(const struct fonts *fonts, size_t row)
{
    struct face_slot *slot = &fonts->slots[fonts->first[row]];
    int state = atomic_load_explicit(&slot->state, memory_order_acquire);
    if (state == FACE_UNTRIED) {
        pthread_mutex_lock(fonts->lock);
        state = atomic_load_explicit(&slot->state, memory_order_relaxed);
        if (state == FACE_UNTRIED) {
            bool broken;
            struct face *face = face_open(&fonts->table.rows[row], fonts->first[row], &broken);
            atomic_store_explicit(&slot->face, face, memory_order_relaxed);
            state = face ? FACE_READY : broken ? FACE_BROKEN : FACE_MISSING;
            atomic_store_explicit(&slot->state, state, memory_order_release);
        }
        pthread_mutex_unlock(fonts->lock);
    }
    return (enum face_state)state;
}

/* The face behind a row; NULL when its file is missing or no font. */
static const struct face *slot_face(const struct fonts *fonts, size_t row)
{
    if (slot_open(fonts, row) != FACE_READY)
        return NULL;
    return atomic_load_explicit(&fonts->slots[fonts->first[row]].face, memory_order_relaxed);
}

/* Is the row one that stands for the family as text? */
static bool row_is_family(const struct font_row *row, const char *family)
{
    return row->script == 0 && strcasecmp(row->family, family) == 0;
}

/* The families a volume may name, once each: "Inter, Vollkorn". */
static const char *family_list(struct arena *arena, const struct font_table *table)
{
    const char *list = "";
    for (size_t i = 0; i < table->count; i++) {
        const struct font_row *row = &table->rows[i];
        bool known = row->script != 0;
        for (size_t k = 0; k < i && !known; k++)
            known = row_is_family(&table->rows[k], row->family);
        if (!known)
            list = arena_format(arena, "%s%s%s", list, *list ? ", " : "", row->family);
    }
    return list;
}

/* The family of a role: as named, else the table's default. NULL, with a report, when there is none. */
static const char *role_family(struct arena *arena, const struct font_table *table, enum font_role role,
                               const char *name, struct diags *diags)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct font_row *row = &table->rows[i];
        if (name && *name ? row_is_family(row, name) : strcmp(row->target, ROLE_NAMES[role]) == 0)
            return row->family;
    }
    diag(diags, DIAG_FONT_FAMILY_UNKNOWN, POS_NONE, name && *name ? name : ROLE_NAMES[role],
         family_list(arena, table));
    return NULL;
}

/* The family's row of a style; where it has none, the weight counts for more than the slant. */
static const struct font_row *style_row(const struct font_table *table, const char *family, bool bold,
                                        bool italic)
{
    const struct font_row *best = NULL;
    int best_score = -1;
    for (size_t i = 0; i < table->count; i++) {
        const struct font_row *row = &table->rows[i];
        if (!row_is_family(row, family))
            continue;
        int score = 2 * (row->bold == bold) + (row->italic == italic);
        if (score > best_score) {
            best = row;
            best_score = score;
        }
    }
    return best;
}

static bool open_role(struct fonts *fonts, enum font_role role, const char *family, struct diags *diags)
{
    bool good = true;
    for (int style = 0; style < 4; style++) {
        bool bold = style & 1, italic = style & 2;
        const struct font_row *row = style_row(&fonts->table, family, bold, italic);
        size_t number = (size_t)(row - fonts->table.rows);
        fonts->roles[role][bold][italic] = slot_face(fonts, number);
        if (fonts->roles[role][bold][italic])
            continue;
        good = false;
        if (slot_open(fonts, number) == FACE_BROKEN)
            diag(diags, DIAG_FONT_FILE_BROKEN, POS_NONE, row->file, row->package);
        else
            diag(diags, DIAG_FONT_FILE_MISSING, POS_NONE, row->file, row->family, row->package);
    }
    return good;
}

/* Rows with the same file and index have one slot, that of the first of them: found by a table of the files' hashes. */
static void find_first_rows(struct fonts *fonts)
{
    struct arena *scratch = arena_new();
    size_t slot_count = 16;
    while (slot_count < fonts->table.count * 2)
        slot_count *= 2;
    uint32_t *slots = arena_alloc(scratch, slot_count * sizeof *slots); /* row + 1; 0: free */
    for (uint32_t i = 0; i < fonts->table.count; i++) {
        const struct font_row *row = &fonts->table.rows[i], *rows = fonts->table.rows;
        uint32_t hash = 2166136261u + row->index; /* FNV-1a */
        for (const char *at = row->file; *at; at++)
            hash = (hash ^ (unsigned char)*at) * 16777619u;
        uint32_t *slot = &slots[(hash ^ hash >> 15) & (slot_count - 1)];
        while (*slot && (strcmp(rows[*slot - 1].file, row->file) != 0 || rows[*slot - 1].index != row->index))
            slot = slot + 1 < slots + slot_count ? slot + 1 : slots;
        if (!*slot)
            *slot = i + 1;
        fonts->first[i] = *slot - 1;
    }
    arena_free(scratch);
}

struct fonts *fonts_open(struct arena *arena, const char *table_path,
                         const char *const names[FONT_ROLE_COUNT], struct diags *diags)
{
    struct fonts *fonts = arena_alloc(arena, sizeof *fonts);
    if (!font_table_read(arena, table_path, &fonts->table, diags))
        return NULL;
    size_t count = fonts->table.count;
    fonts->first = arena_alloc(arena, count * sizeof *fonts->first);
    fonts->slots = arena_alloc(arena, count * sizeof *fonts->slots);
    fonts->lock = arena_alloc(arena, sizeof *fonts->lock);
    pthread_mutex_init(fonts->lock, NULL);
    find_first_rows(fonts);
    bool good = true;
    for (int role = 0; role < FONT_ROLE_COUNT; role++) {
        const char *name = names ? names[role] : NULL;
        const char *family = role_family(arena, &fonts->table, (enum font_role)role, name, diags);
        if (!family || !open_role(fonts, (enum font_role)role, family, diags))
            good = false;
    }
    if (good)
        return fonts;
    fonts_close(fonts);
    return NULL;
}

void fonts_close(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->table.count; i++)
        face_close(atomic_load(&fonts->slots[i].face));
    pthread_mutex_destroy(fonts->lock);
}

uint32_t fonts_face_count(const struct fonts *fonts)
{
    return (uint32_t)fonts->table.count;
}

const struct face *fonts_face(const struct fonts *fonts, enum font_role role, bool bold, bool italic)
{
    return fonts->roles[role][bold][italic];
}

/* What HarfBuzz sets without a glyph of its own: spaces, invisible characters, the no-break hyphen. */
static bool needs_no_glyph(const struct face *face, uint32_t c)
{
    return unicode_is_ignorable(c) || unicode_is_space(c) || (c == 0x2011 && face_has(face, 0x2010));
}

/* Has the face a letter, or the letter and the mark that HarfBuzz then makes it of? */
static bool has_letter(const struct face *face, uint32_t c)
{
    uint32_t parts[2];
    if (face_has(face, c))
        return true;
    bool letter = c >= 0xC0 && c < 0x2000; /* of Latin, Greek and Cyrillic */
    return letter && unicode_decompose(c, parts) && face_has(face, parts[1]) && has_letter(face, parts[0]);
}

static bool face_covers(const struct face *face, const char *cluster, size_t size)
{
    const char *at = cluster, *end = cluster + size;
    while (at < end) {
        unsigned char byte = (unsigned char)*at;
        if (face->has_ascii && byte >= ' ' && byte < 0x7F) {
            at++;
            continue;
        }
        uint32_t c = utf8_next(&at, end);
        if (!has_letter(face, c) && !needs_no_glyph(face, c))
            return false;
    }
    return true;
}

/* The script of the first character that belongs to one. */
static uint32_t cluster_script(const char *cluster, size_t size)
{
    const char *at = cluster, *end = cluster + size;
    while (at < end) {
        uint32_t character = utf8_next(&at, end), script = unicode_script(character);
        if (script != SIGNS && script != SCRIPT_TAG('Z', 'i', 'n', 'h'))
            return script;
        if (character >= 0x600 && character <= 0x6FF) /* the Arabic comma, shared with Syriac and Thaana */
            return SCRIPT_TAG('A', 'r', 'a', 'b');
    }
    return SIGNS;
}

/* Does a row meant for "zh-Hant" serve "zh-Hant-TW"? */
static bool language_serves(const char *row, const char *language)
{
    size_t length = row ? strlen(row) : 0;
    if (length == 0)
        return true;
    return language && strncasecmp(row, language, length) == 0 &&
           (language[length] == '\0' || language[length] == '-');
}

/* The row of one fallback family, its rows standing together from `from` on, that is nearest to `wanted`. */
static size_t fallback_style(const struct font_table *table, size_t from, const struct face *wanted)
{
    size_t best = from;
    int best_score = -1;
    const struct font_row *head = &table->rows[from];
    for (size_t i = from; i < table->count; i++) {
        const struct font_row *row = &table->rows[i];
        if (strcmp(row->target, head->target) != 0 || strcmp(row->family, head->family) != 0)
            break;
        int score = 2 * (row->bold == wanted->bold) + (row->italic == wanted->italic);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

static const struct face *fallback(const struct fonts *fonts, uint32_t script, const struct face *wanted,
                                   const char *cluster, size_t size, const char *language)
{
    for (size_t i = 0; i < fonts->table.count; i++) {
        const struct font_row *row = &fonts->table.rows[i];
        if (row->script != script || !language_serves(row->language, language))
            continue;
        size_t styled = fallback_style(&fonts->table, i, wanted);
        const struct face *face = slot_face(fonts, styled);
        if (face && face_covers(face, cluster, size))
            return face;
        face = styled == i ? NULL : slot_face(fonts, i);
        if (face && face_covers(face, cluster, size))
            return face;
    }
    return NULL;
}

const struct face *fonts_cover(const struct fonts *fonts, const struct face *wanted, const char *cluster,
                               size_t size, const char *language)
{
    if (face_covers(wanted, cluster, size))
        return wanted;
    uint32_t script = cluster_script(cluster, size);
    const struct face *face = NULL;
    if (script != SIGNS)
        face = fallback(fonts, script, wanted, cluster, size, language);
    return face ? face : fallback(fonts, SIGNS, wanted, cluster, size, language);
}

const char *fonts_package_for(const struct fonts *fonts, uint32_t character)
{
    uint32_t own = unicode_script(character);
    if (own == SCRIPT_TAG('Z', 'i', 'n', 'h'))
        own = SIGNS;
    uint32_t scripts[] = {own, SIGNS};
    bool listed = false;
    for (size_t i = 0; i < fonts->table.count; i++)
        listed |= fonts->table.rows[i].script == own;
    if (!listed)
        return NULL;
    for (int k = 0; k < (own == SIGNS ? 1 : 2); k++)
        for (size_t i = 0; i < fonts->table.count; i++)
            if (fonts->table.rows[i].script == scripts[k] && !slot_face(fonts, i))
                return fonts->table.rows[i].package;
    return NULL;
}

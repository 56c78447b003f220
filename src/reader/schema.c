/*
 * reader: prints the key tables as a JSON Schema (draft 2020-12). Editors check YAML as their loader sees it,
 * so a text may arrive as a number or a truth value (`country: NO`), and a key without a value as null.
 */
#include <string.h>

#include "reader/internal.h"

struct printer {
    struct buf out;
    int depth;
    bool first; /* nothing stands yet in the innermost object or array */
    struct arena *arena;
    VEC(const struct record *) records; /* reached so far, in the order they were met */
};

static void new_line(struct printer *printer)
{
    if (!printer->first)
        buf_putc(&printer->out, ',');
    if (printer->depth)
        buf_format(&printer->out, "\n%*s", 2 * printer->depth, "");
    printer->first = false;
}

static void put_string(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *text);
    }
    buf_putc(out, '"');
}

static void open_member(struct printer *printer, const char *name, char bracket)
{
    new_line(printer);
    if (name) {
        put_string(&printer->out, name);
        buf_puts(&printer->out, ": ");
    }
    buf_putc(&printer->out, bracket);
    printer->depth++;
    printer->first = true;
}

static void close_member(struct printer *printer, char bracket)
{
    printer->depth--;
    if (!printer->first)
        buf_format(&printer->out, "\n%*s", 2 * printer->depth, "");
    buf_putc(&printer->out, bracket);
    printer->first = false;
}

static void raw_member(struct printer *printer, const char *name, const char *json)
{
    new_line(printer);
    if (name) {
        put_string(&printer->out, name);
        buf_puts(&printer->out, ": ");
    }
    buf_puts(&printer->out, json);
}

static void string_member(struct printer *printer, const char *name, const char *value)
{
    new_line(printer);
    put_string(&printer->out, name);
    buf_puts(&printer->out, ": ");
    put_string(&printer->out, value);
}

static void reference(struct printer *printer, const char *name)
{
    string_member(printer, "$ref", arena_format(printer->arena, "#/$defs/%s", name));
}

/* A reference as an object of its own. */
static void put_reference(struct printer *printer, const char *name)
{
    raw_member(printer, NULL, arena_format(printer->arena, "{\"$ref\": \"#/$defs/%s\"}", name));
}

static void reach(struct printer *printer, const struct record *record)
{
    for (size_t i = 0; i < printer->records.n; i++)
        if (printer->records.at[i] == record)
            return;
    vec_push(printer->arena, &printer->records, record);
}

static void print_type(struct printer *printer, const struct key *key);

static void print_enum(struct printer *printer, const struct key *key)
{
    struct buf values = {0};
    for (size_t i = 0; key->values[i]; i++) {
        put_string(&values, key->values[i]);
        buf_puts(&values, ", ");
    }
    raw_member(printer, "enum", arena_format(printer->arena, "[%snull]", values.at ? values.at : ""));
    buf_free(&values);
}

static void print_list(struct printer *printer, const struct key *key)
{
    if (!key->lenient) {
        raw_member(printer, "type", "[\"array\", \"null\"]");
        open_member(printer, "items", '{');
        print_type(printer, key->item);
        close_member(printer, '}');
        return;
    }
    open_member(printer, "anyOf", '[');
    open_member(printer, NULL, '{');
    print_type(printer, key->item);
    close_member(printer, '}');
    open_member(printer, NULL, '{');
    string_member(printer, "type", "array");
    open_member(printer, "items", '{');
    print_type(printer, key->item);
    close_member(printer, '}');
    close_member(printer, '}');
    raw_member(printer, NULL, "{\"type\": \"null\"}");
    close_member(printer, ']');
}

static void print_node(struct printer *printer, const struct key *key)
{
    if (key->record)
        reach(printer, key->record);
    if (!key->schema)
        return;
    if (key->schema[0] == '@')
        reference(printer, key->schema + 1);
    else
        raw_member(printer, "allOf", arena_format(printer->arena, "[%s]", key->schema));
}

/* The members that say which values a key takes. */
static void print_type(struct printer *printer, const struct key *key)
{
    switch (key->type) {
    case KEY_TEXT:
    case KEY_PATH: reference(printer, "text"); return;
    case KEY_LOCALIZED: reference(printer, "localized"); return;
    case KEY_MARKDOWN: reference(printer, "markdown"); return;
    case KEY_BOOL: raw_member(printer, "type", "[\"boolean\", \"null\"]"); return;
    case KEY_LENGTH: reference(printer, "length"); return;
    case KEY_COLOR: reference(printer, "color"); return;
    case KEY_DATE: reference(printer, key->with_time ? "date-time" : "date"); return;
    case KEY_LANGUAGE: reference(printer, "language"); return;
    case KEY_ENUM: print_enum(printer, key); return;
    case KEY_LIST: print_list(printer, key); return;
    case KEY_MAP: reference(printer, "text-map"); return;
    case KEY_NODE: print_node(printer, key); return;
    case KEY_INT:
        raw_member(printer, "type", "[\"integer\", \"null\"]");
        raw_member(printer, "minimum", arena_format(printer->arena, "%d", key->minimum));
        raw_member(printer, "maximum", arena_format(printer->arena, "%d", key->maximum));
        return;
    case KEY_RECORD:
        reach(printer, key->record);
        open_member(printer, "anyOf", '[');
        put_reference(printer, key->record->name);
        raw_member(printer, NULL, "{\"type\": \"null\"}");
        close_member(printer, ']');
        return;
    }
}

static void print_required(struct printer *printer, const struct record *record)
{
    struct buf names = {0};
    for (const struct key *key = record->keys; key->name; key++) {
        if (!key->required)
            continue;
        if (names.n)
            buf_puts(&names, ", ");
        put_string(&names, key->name);
    }
    if (names.n)
        raw_member(printer, "required", arena_format(printer->arena, "[%s]", names.at));
    buf_free(&names);
}

static void print_object(struct printer *printer, const struct record *record)
{
    string_member(printer, "type", "object");
    open_member(printer, "properties", '{');
    for (const struct key *key = record->keys; key->name; key++) {
        if (key->later)
            continue;
        open_member(printer, key->name, '{');
        if (key->about)
            string_member(printer, "description", key->about);
        print_type(printer, key);
        close_member(printer, '}');
    }
    close_member(printer, '}');
    print_required(printer, record);
    raw_member(printer, "additionalProperties", "false");
}

static const struct key *shorthand_key(const struct record *record)
{
    for (const struct key *key = record->keys; record->shorthand && key->name; key++)
        if (strcmp(key->name, record->shorthand) == 0)
            return key;
    return NULL;
}

static void print_record(struct printer *printer, const struct record *record)
{
    const struct key *shorthand = shorthand_key(record);
    open_member(printer, record->name, '{');
    if (shorthand) {
        open_member(printer, "anyOf", '[');
        open_member(printer, NULL, '{');
        print_type(printer, shorthand);
        close_member(printer, '}');
        open_member(printer, NULL, '{');
        print_object(printer, record);
        close_member(printer, '}');
        close_member(printer, ']');
    } else {
        print_object(printer, record);
    }
    close_member(printer, '}');
}

static const struct schema_definition base_definitions[] = {
    {"text", "{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}"},
    {"localized", "{\"description\": \"Text, or a map from language tags to text.\", "
                  "\"anyOf\": [{\"$ref\": \"#/$defs/text\"}, "
                  "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/text\"}}]}"},
    {"markdown", "{\"description\": \"Markdown, or a map from language tags to Markdown.\", "
                 "\"$ref\": \"#/$defs/localized\"}"},
    {"text-map", "{\"type\": [\"object\", \"null\"], "
                 "\"additionalProperties\": {\"$ref\": \"#/$defs/localized\"}}"},
    {"length", "{\"type\": [\"string\", \"null\"], "
               "\"pattern\": \"^\\\\s*[0-9]+(\\\\.[0-9]+)? *(mm|cm|in|pt)\\\\s*$\"}"},
    {"color", "{\"type\": [\"string\", \"integer\", \"null\"], \"pattern\": \"^#?[0-9A-Fa-f]{6}$\"}"},
    {"date", "{\"type\": [\"string\", \"integer\", \"null\"], "
             "\"pattern\": \"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$\"}"},
    {"date-time", "{\"type\": [\"string\", \"integer\", \"null\"], \"pattern\": "
                  "\"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}([ Tt] *[0-9]{1,2}:[0-9]{2})?)?)?$\"}"},
    {"language", "{\"description\": \"A language tag (BCP 47).\", "
                 "\"type\": [\"string\", \"boolean\", \"null\"]}"},
};

static bool is_defined(const struct schema_definition *definitions, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(definitions[i].name, name) == 0)
            return true;
    return false;
}

static void print_definitions(struct printer *printer, const struct schema_definition *extras,
                              size_t extra_count)
{
    for (size_t i = 0; i < sizeof base_definitions / sizeof *base_definitions; i++)
        if (!is_defined(extras, extra_count, base_definitions[i].name))
            raw_member(printer, base_definitions[i].name, base_definitions[i].json);
    for (size_t i = 0; i < extra_count; i++)
        if (!is_defined(extras + i + 1, extra_count - i - 1, extras[i].name))
            raw_member(printer, extras[i].name, extras[i].json);
}

void reader_print_schema(const struct record *const *roots, size_t root_count,
                         const struct schema_definition *extras, size_t extra_count, FILE *out)
{
    struct printer printer = {.first = true, .arena = arena_new()};
    open_member(&printer, NULL, '{');
    string_member(&printer, "$schema", "https://json-schema.org/draft/2020-12/schema");
    string_member(&printer, "title", "Files of a volume of proceedings");
    open_member(&printer, "anyOf", '[');
    for (size_t i = 0; i < root_count; i++) {
        reach(&printer, roots[i]);
        put_reference(&printer, roots[i]->name);
    }
    if (is_defined(extras, extra_count, "file"))
        put_reference(&printer, "file");
    close_member(&printer, ']');
    open_member(&printer, "$defs", '{');
    for (size_t i = 0; i < printer.records.n; i++)
        print_record(&printer, printer.records.at[i]);
    print_definitions(&printer, extras, extra_count);
    close_member(&printer, '}');
    close_member(&printer, '}');
    buf_putc(&printer.out, '\n');
    fwrite(printer.out.at, 1, printer.out.n, out);
    buf_free(&printer.out);
    arena_free(printer.arena);
}

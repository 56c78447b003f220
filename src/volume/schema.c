/* volume: the records of the JSON Schema, and the fragments for what no key table can say. */
#include "volume/internal.h"

#define REF(name) "{\"$ref\": \"#/$defs/" name "\"}"

const struct record *const *volume_records(size_t *count)
{
    static const struct record *const records[] = {&volume_record, &document_record};
    *count = sizeof records / sizeof *records;
    return records;
}

static const struct schema_definition definitions[] = {
    {"person-reference", "{\"anyOf\": [{\"type\": [\"string\", \"number\", \"boolean\"], "
                         "\"description\": \"The id of a person in the registry.\"}, " REF("person") "]}"},
    {"person-list", "{\"anyOf\": [" REF("person-reference") ", {\"type\": \"array\", \"items\": "
                    REF("person-reference") "}, {\"type\": \"null\"}]}"},
    {"registry", "{\"type\": \"array\", \"items\": " REF("person") "}"},
    {"registry-or-file", "{\"anyOf\": [" REF("text") ", " REF("registry") "]}"},
    {"vocabulary", "{\"type\": \"array\", \"items\": " REF("term") "}"},
    {"vocabulary-or-file", "{\"anyOf\": [" REF("text") ", " REF("vocabulary") "]}"},
    {"file", "{\"anyOf\": [" REF("registry") ", " REF("vocabulary") "]}"},
    {"part", "{\"type\": \"string\"}"},
    {"matter", "{\"anyOf\": [" REF("part") ", {\"type\": \"string\", \"pattern\": \"[./]\", "
               "\"description\": \"A document's file.\"}, {\"type\": \"object\", \"minProperties\": 1, "
               "\"maxProperties\": 1, \"propertyNames\": " REF("part") ", "
               "\"description\": \"A built-in part with options.\"}]}"},
    {"matter-list", "{\"type\": [\"array\", \"null\"], \"items\": " REF("matter") "}"},
    {"paper", "{\"anyOf\": [{\"enum\": [\"A4\", \"A5\", \"B5\", \"letter\", \"legal\", null]}, "
              "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": " REF("length") "}]}"},
    {"margins", "{\"anyOf\": [" REF("length") ", " REF("margin-choice") "]}"},
    {"screen-edition-or-wish",
     "{\"anyOf\": [" REF("screen-edition") ", {\"type\": [\"boolean\", \"null\"]}]}"},
    {"text-edition-or-wish",
     "{\"anyOf\": [" REF("text-edition") ", {\"type\": [\"boolean\", \"null\"]}]}"},
    {"body", "{\"anyOf\": [" REF("markdown") ", "
             "{\"type\": \"array\", \"items\": {\"type\": [\"object\", \"string\"]}}]}"},
    {"source", "{\"anyOf\": [" REF("text") ", {\"type\": \"object\", \"propertyNames\": " REF("language") ", "
               "\"additionalProperties\": " REF("text") "}]}"},
    {"revised", "{\"type\": [\"object\", \"null\"], \"propertyNames\": " REF("language") ", "
                "\"additionalProperties\": " REF("text") "}"},
    {"parallel", "{\"anyOf\": [{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": " REF("language")
                 "}, {\"enum\": [false, null]}]}"},
    {"languages", "{\"anyOf\": [" REF("language") ", {\"type\": \"array\", \"items\": " REF("language")
                  "}, {\"type\": \"null\"}]}"},
};

const struct schema_definition *volume_schema_definitions(size_t *count)
{
    *count = sizeof definitions / sizeof *definitions;
    return definitions;
}

struct schema_definition volume_part_definition(struct arena *arena, const struct known_names *names)
{
    struct buf out = {0};
    buf_puts(&out, "{\"description\": \"A built-in part.\", \"enum\": [");
    for (size_t i = 0; i < names->part_count; i++)
        buf_format(&out, "%s\"%s\"", i ? ", " : "", names->parts[i]);
    buf_puts(&out, "]}");
    struct schema_definition definition = {"part", arena_string(arena, out.at, out.n)};
    buf_free(&out);
    return definition;
}

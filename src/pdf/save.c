/*
 * pdf: objects → file (ISO 32000-1 7.5): streams stand by themselves, everything else goes into object streams, and a
 * cross-reference stream with PNG's "up" predictor says where. Instead of libharu's saver, which knows neither.
 */
#include <string.h>

#include "pdf/writer.h"

enum { OBJECTS_A_GROUP = 1000, INDEX_BYTES = 2, GROUPS_AT_ONCE = 16 };

/* Where an object stands: an offset in the file, or a place in an object stream. */
struct place {
    uint64_t at;        /* offset, or number of the object stream */
    uint32_t index;     /* in the object stream */
    bool in_group;
};

/* An object stream in the making. */
struct group {
    struct buf packed;
    size_t count, first; /* objects; where their values start */
};

struct saver {
    struct pdf *pdf;
    struct buf *out;
    VEC(void *) objects;    /* libharu's; the first has the number 1 */
    struct buf values;      /* … as they are written */
    VEC(size_t) value_ends;
    size_t object_count;    /* highest number of an object that is not of saving */
    struct place *places;   /* by number; room for those of the groups and the cross-reference stream */
    number_list grouped;    /* numbers of the objects that go into groups */
    struct group groups[GROUPS_AT_ONCE];
    size_t first_group;     /* that is in groups */
};

static void (*const put_object[SECTION_COUNT])(const struct pdf *pdf, size_t index, struct buf *out) = {
    [SECTION_PAGES] = pages_put_object,
    [SECTION_LINKS] = links_put_object,
    [SECTION_OUTLINE] = outline_put_object,
    [SECTION_STRUCTURE] = structure_put_object,
};

static HPDF_STATUS take_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    buf_append(stream->attr, bytes, size);
    return HPDF_OK;
}

/* Writes an object's value as libharu has it: all of it, or the dictionary of one of our streams. */
static void put_value(struct saver *saver, void *object, struct buf *out)
{
    HPDF_Stream stream = HPDF_CallbackWriter_New(saver->pdf->doc->mmgr, take_bytes, out);
    HPDF_Obj_WriteValue(object, stream, NULL);
    HPDF_Stream_Free(stream);
}

/* Numbers libharu's objects anew without those that were retired. References follow, being written from the object. */
static void number_objects(struct saver *saver)
{
    HPDF_List entries = saver->pdf->doc->xref->entries;
    for (HPDF_UINT i = 1; i < entries->count; i++) {
        HPDF_Obj_Header *header = ((HPDF_XrefEntry)entries->obj[i])->obj;
        if (object_retired(header))
            continue;
        vec_push(saver->pdf->arena, &saver->objects, (void *)header);
        header->obj_id = HPDF_OTYPE_INDIRECT | (HPDF_UINT32)saver->objects.n;
    }
    saver->object_count = saver->objects.n;
}

static void number_sections(struct saver *saver)
{
    struct pdf *pdf = saver->pdf;
    const size_t counts[SECTION_COUNT] = {
        [SECTION_HEADS] = pdf->heads.n,
        [SECTION_CONTENTS] = pdf->pages->count,
        [SECTION_PAGES] = pages_object_count(pdf),
        [SECTION_LINKS] = pdf->links.n,
        [SECTION_OUTLINE] = pdf->bookmarks.n,
        [SECTION_STRUCTURE] = structure_object_count(pdf->structure),
    };
    for (int i = 0; i < SECTION_COUNT; i++) {
        pdf->section[i].first = saver->object_count + 1;
        pdf->section[i].count = counts[i];
        saver->object_count += counts[i];
    }
    size_t most = saver->object_count + saver->object_count / OBJECTS_A_GROUP + 4;
    saver->places = arena_alloc(pdf->arena, most * sizeof *saver->places);
}

/* The catalog is libharu's; what it leads to is not. */
static void tie_sections(struct pdf *pdf)
{
    static const struct {
        const char *key;
        enum section section;
    } ties[] = {{"Pages", SECTION_PAGES}, {"Outlines", SECTION_OUTLINE}, {"StructTreeRoot", SECTION_STRUCTURE}};
    struct buf extra = {0};
    for (size_t i = 0; i < sizeof ties / sizeof *ties; i++)
        if (pdf->section[ties[i].section].count)
            buf_format(&extra, "/%s %zu 0 R\n", ties[i].key, pdf->section[ties[i].section].first);
    object_set_extra(pdf, pdf->doc->catalog, arena_string(pdf->arena, extra.at, extra.n));
    buf_free(&extra);
}

static void end_stream(struct buf *out, const void *bytes, size_t size)
{
    buf_puts(out, "stream\n");
    buf_append(out, bytes, size);
    buf_puts(out, "\nendstream\nendobj\n");
}

/* Streams go into the file, other values are kept. */
static void write_objects(struct saver *saver)
{
    for (size_t i = 0; i < saver->objects.n; i++) {
        const struct payload *payload = object_payload(saver->objects.at[i]);
        if (payload && payload->is_stream) {
            saver->places[i + 1].at = saver->out->n;
            buf_format(saver->out, "%zu 0 obj\n", i + 1);
            put_value(saver, saver->objects.at[i], saver->out);
            end_stream(saver->out, payload->bytes, payload->size);
        } else {
            vec_push(saver->pdf->arena, &saver->grouped, (uint32_t)i + 1);
            put_value(saver, saver->objects.at[i], &saver->values);
        }
        vec_push(saver->pdf->arena, &saver->value_ends, saver->values.n);
    }
}

static void write_content(struct saver *saver, enum section section, size_t index, struct buf *content)
{
    size_t number = saver->pdf->section[section].first + index;
    saver->places[number].at = saver->out->n;
    buf_format(saver->out, "%zu 0 obj\n<</Filter/FlateDecode/Length %zu>>", number, content->n);
    end_stream(saver->out, content->at, content->n);
    buf_free(content);
}

static void write_contents(struct saver *saver)
{
    for (size_t i = 0; i < saver->pdf->heads.n; i++)
        write_content(saver, SECTION_HEADS, i, &saver->pdf->heads.at[i].content);
    for (size_t i = 0; i < saver->pdf->pages->count; i++)
        write_content(saver, SECTION_CONTENTS, i, &saver->pdf->page[i].content);
}

static void group_sections(struct saver *saver)
{
    for (size_t i = saver->pdf->section[SECTION_CONTENTS + 1].first; i <= saver->object_count; i++)
        vec_push(saver->pdf->arena, &saver->grouped, (uint32_t)i);
}

static void put_grouped(const struct saver *saver, size_t number, struct buf *out)
{
    const struct pdf *pdf = saver->pdf;
    if (number <= saver->objects.n) {
        size_t from = number > 1 ? saver->value_ends.at[number - 2] : 0;
        buf_append(out, saver->values.at + from, saver->value_ends.at[number - 1] - from);
        return;
    }
    int section = SECTION_COUNT - 1;
    while (number < pdf->section[section].first)
        section--;
    put_object[section](pdf, number - pdf->section[section].first, out);
}

/* The stream holds pairs "number offset", then the values. */
static void pack_group(void *context, size_t index, int number)
{
    struct saver *saver = context;
    struct pdf_worker *worker = &saver->pdf->worker[number];
    struct buf *pairs = &worker->actual, *values = &worker->content;
    struct group *group = &saver->groups[index];
    size_t from = (saver->first_group + index) * OBJECTS_A_GROUP, left = saver->grouped.n - from;
    group->count = left < OBJECTS_A_GROUP ? left : OBJECTS_A_GROUP;
    pairs->n = values->n = 0;
    for (size_t i = 0; i < group->count; i++) {
        uint32_t object = saver->grouped.at[from + i];
        saver->places[object] = (struct place){saver->first_group + index, (uint32_t)i, true};
        buf_number(pairs, object);
        buf_putc(pairs, ' ');
        buf_number(pairs, values->n);
        buf_putc(pairs, ' ');
        put_grouped(saver, object, values);
        buf_putc(values, '\n');
    }
    group->first = pairs->n;
    buf_append(pairs, values->at, values->n);
    group->packed = pdf_pack(saver->pdf, worker, DEFLATER_FOR_OBJECTS, pairs);
}

static size_t group_count(const struct saver *saver)
{
    return (saver->grouped.n + OBJECTS_A_GROUP - 1) / OBJECTS_A_GROUP;
}

static void write_groups(struct saver *saver)
{
    size_t count = group_count(saver);
    for (; saver->first_group < count; saver->first_group += GROUPS_AT_ONCE) {
        size_t left = count - saver->first_group, some = left < GROUPS_AT_ONCE ? left : GROUPS_AT_ONCE;
        workers_run(saver->pdf->workers, some, pack_group, saver);
        for (size_t i = 0; i < some; i++) {
            struct group *group = &saver->groups[i];
            size_t number = saver->object_count + 1 + saver->first_group + i;
            saver->places[number].at = saver->out->n;
            buf_format(saver->out, "%zu 0 obj\n<</Type/ObjStm/N %zu/First %zu/Filter/FlateDecode/Length %zu>>", number,
                       group->count, group->first, group->packed.n);
            end_stream(saver->out, group->packed.at, group->packed.n);
            buf_free(&group->packed);
        }
    }
}

/* The file's identity: a digest of all that stands before the cross-reference stream. */
static void put_id(struct buf *out, const struct buf *file)
{
    enum { PIECE = 1 << 30 };
    struct HPDF_MD5Context context;
    HPDF_BYTE digest[16];
    HPDF_MD5Init(&context);
    for (size_t at = 0, size; at < file->n; at += size) {
        size = file->n - at < PIECE ? file->n - at : PIECE;
        HPDF_MD5Update(&context, (const HPDF_BYTE *)file->at + at, (HPDF_UINT32)size);
    }
    HPDF_MD5Final(digest, &context);
    buf_puts(out, "/ID [");
    for (int twice = 0; twice < 2; twice++) {
        buf_putc(out, '<');
        for (int i = 0; i < 16; i++)
            buf_format(out, "%02X", digest[i]);
        buf_putc(out, '>');
    }
    buf_puts(out, "]");
}

static void put_big_endian(struct buf *out, uint64_t value, int bytes)
{
    while (bytes-- > 0)
        buf_putc(out, (char)(value >> 8 * bytes));
}

static void put_entry(struct saver *saver, size_t number, int width, struct buf *row)
{
    const struct place *place = &saver->places[number];
    row->n = 0;
    if (number == 0) {
        put_big_endian(row, 0, 1 + width);
        put_big_endian(row, 0xFFFF, INDEX_BYTES);
        return;
    }
    put_big_endian(row, place->in_group ? 2 : 1, 1);
    put_big_endian(row, place->in_group ? saver->object_count + 1 + place->at : place->at, width);
    put_big_endian(row, place->in_group ? place->index : 0, INDEX_BYTES);
}

/* The entries of 0 … last, a row each: what differs from the row above (predictor 12). */
static struct buf cross_references(struct saver *saver, size_t last, int width)
{
    struct buf all = {0}, row = {0}, above = {0};
    put_big_endian(&above, 0, 1 + width + INDEX_BYTES);
    for (size_t i = 0; i <= last; i++) {
        put_entry(saver, i, width, &row);
        buf_putc(&all, 2);
        for (size_t c = 0; c < row.n; c++)
            buf_putc(&all, (char)(row.at[c] - above.at[c]));
        memcpy(above.at, row.at, row.n);
    }
    struct buf result = deflated(saver->pdf->worker, all.at, all.n);
    buf_free(&all);
    buf_free(&row);
    buf_free(&above);
    return result;
}

static void write_cross_references(struct saver *saver)
{
    struct buf *out = saver->out;
    size_t number = saver->object_count + group_count(saver) + 1;
    uint64_t start = out->n;
    int width = 2;
    while (width < 8 && start >> 8 * width)
        width++;
    saver->places[number].at = start;
    struct buf table = cross_references(saver, number, width), id = {0};
    put_id(&id, out);
    buf_format(out,
               "%zu 0 obj\n<</Type /XRef /Size %zu /W [1 %d %d] /Root %u 0 R /Info %u 0 R %s\n"
               "/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns %d>> /Length %zu>>stream\n",
               number, number + 1, width, INDEX_BYTES, object_number(saver->pdf->doc->catalog),
               object_number(saver->pdf->doc->info), id.at,
               1 + width + INDEX_BYTES, table.n);
    buf_append(out, table.at, table.n);
    buf_format(out, "\nendstream\nendobj\nstartxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
    buf_free(&table);
    buf_free(&id);
}

void pdf_save(struct pdf *pdf, struct buf *out)
{
    struct saver saver = {.pdf = pdf, .out = out};
    buf_puts(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    number_objects(&saver);
    number_sections(&saver);
    tie_sections(pdf);
    write_objects(&saver);
    write_contents(&saver);
    group_sections(&saver);
    write_groups(&saver);
    write_cross_references(&saver);
    buf_free(&saver.values);
}

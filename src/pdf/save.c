/*
 * pdf: objects → file (ISO 32000-1 7.5): streams stand by themselves, everything else goes into object streams, and a
 * cross-reference stream with PNG's "up" predictor says where. Instead of libharu's saver, which knows neither.
 */
#include <string.h>

#include "pdf/writer.h"

enum { OBJECTS_A_GROUP = 500, INDEX_BYTES = 2 };

/* Where an object stands: an offset in the file, or a place in an object stream. */
struct place {
    uint64_t at;        /* offset, or number of the object stream */
    uint32_t index;     /* in the object stream */
    bool in_group;
};

/* An object stream in the making. */
struct group {
    struct buf index, body; /* "number offset …" and the objects */
    struct buf packed;      /* both, deflated */
    size_t count, first;    /* objects; where the body starts */
};

struct saver {
    struct pdf *pdf;
    struct buf *out;
    void **objects;         /* by number, from 1; NULL: of the structure */
    size_t object_count;    /* highest number */
    size_t structure_first; /* number of the structure's first object */
    struct place *places;   /* by number; room for those of the groups and the cross-reference stream */
    struct group *groups;
    size_t group_count;
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

static bool is_stream(const void *object)
{
    const struct payload *payload = object_payload(object);
    return payload && payload->is_stream;
}

/* Numbers the objects anew without those that were retired. References follow, being written from the object. */
static void number_objects(struct saver *saver)
{
    HPDF_List entries = saver->pdf->doc->xref->entries;
    size_t of_structure = structure_object_count(saver->pdf->structure);
    size_t most = (entries->count + of_structure) * (OBJECTS_A_GROUP + 1) / OBJECTS_A_GROUP + 4;
    saver->objects = arena_alloc(saver->pdf->arena, most * sizeof *saver->objects);
    saver->places = arena_alloc(saver->pdf->arena, most * sizeof *saver->places);
    for (HPDF_UINT i = 1; i < entries->count; i++) {
        HPDF_Obj_Header *header = ((HPDF_XrefEntry)entries->obj[i])->obj;
        if (object_retired(header))
            continue;
        saver->objects[++saver->object_count] = header;
        header->obj_id = HPDF_OTYPE_INDIRECT | (HPDF_UINT32)saver->object_count;
    }
    saver->structure_first = saver->object_count + 1;
    saver->object_count += of_structure;
    if (of_structure)
        object_set_extra(saver->pdf, saver->pdf->doc->catalog,
                         arena_format(saver->pdf->arena, "/StructTreeRoot %zu 0 R\n", saver->structure_first));
}

static void write_stream(struct saver *saver, size_t number, void *object)
{
    const struct payload *payload = object_payload(object);
    saver->places[number].at = saver->out->n;
    buf_format(saver->out, "%zu 0 obj\n", number);
    put_value(saver, object, saver->out);
    buf_puts(saver->out, "\nstream\r\n");
    buf_append(saver->out, payload->bytes, payload->size);
    buf_puts(saver->out, "\nendstream\nendobj\n");
}

static void put_in_group(struct saver *saver, size_t number, void *object)
{
    struct group *group = &saver->groups[saver->group_count - 1];
    saver->places[number] = (struct place){saver->group_count - 1, (uint32_t)group->count, true};
    buf_format(&group->index, "%zu %zu ", number, group->body.n);
    if (object)
        put_value(saver, object, &group->body);
    else
        structure_put_object(saver->pdf->structure, number - saver->structure_first, saver->structure_first,
                             &group->body);
    buf_putc(&group->body, '\n');
    group->count++;
}

static void write_objects(struct saver *saver)
{
    saver->groups = arena_alloc(saver->pdf->arena, (saver->object_count / OBJECTS_A_GROUP + 1) * sizeof *saver->groups);
    for (size_t i = 1; i <= saver->object_count; i++) {
        if (saver->objects[i] && is_stream(saver->objects[i])) {
            write_stream(saver, i, saver->objects[i]);
            continue;
        }
        if (!saver->group_count || saver->groups[saver->group_count - 1].count == OBJECTS_A_GROUP)
            saver->group_count++;
        put_in_group(saver, i, saver->objects[i]);
    }
}

static void pack_group(void *context, size_t index, int worker)
{
    struct saver *saver = context;
    struct group *group = &saver->groups[index];
    group->first = group->index.n;
    buf_append(&group->index, group->body.at, group->body.n);
    group->packed = deflater_pack(saver->pdf->worker[worker].deflater, group->index.at, group->index.n);
}

static void write_groups(struct saver *saver)
{
    workers_run(saver->pdf->workers, saver->group_count, pack_group, saver);
    for (size_t i = 0; i < saver->group_count; i++) {
        struct group *group = &saver->groups[i];
        size_t number = saver->object_count + 1 + i;
        saver->places[number].at = saver->out->n;
        buf_format(saver->out, "%zu 0 obj\n<</Type /ObjStm /N %zu /First %zu /Filter /FlateDecode /Length %zu>>\n",
                   number, group->count, group->first, group->packed.n);
        buf_puts(saver->out, "stream\r\n");
        buf_append(saver->out, group->packed.at, group->packed.n);
        buf_puts(saver->out, "\nendstream\nendobj\n");
        buf_free(&group->index);
        buf_free(&group->body);
        buf_free(&group->packed);
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
    struct buf result = deflated(all.at, all.n);
    buf_free(&all);
    buf_free(&row);
    buf_free(&above);
    return result;
}

static void write_cross_references(struct saver *saver)
{
    struct buf *out = saver->out;
    size_t number = saver->object_count + saver->group_count + 1;
    uint64_t start = out->n;
    int width = 2;
    while (width < 8 && start >> 8 * width)
        width++;
    saver->places[number].at = start;
    struct buf table = cross_references(saver, number, width), id = {0};
    put_id(&id, out);
    buf_format(out,
               "%zu 0 obj\n<</Type /XRef /Size %zu /W [1 %d %d] /Root %u 0 R /Info %u 0 R %s\n"
               "/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns %d>> /Length %zu>>\nstream\r\n",
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
    write_objects(&saver);
    write_groups(&saver);
    write_cross_references(&saver);
}

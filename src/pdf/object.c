/* pdf: libharu as object store: streams with our own bytes, text strings, errors. */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

/* libharu hides the first cause of a failure behind those that follow from it. */
static void keep_error(HPDF_STATUS error, HPDF_STATUS detail, void *given)
{
    struct pdf *pdf = given;
    (void)detail;
    if (!pdf->error)
        pdf->error = error;
}

static void *take_memory(HPDF_UINT size)
{
    return base_malloc(size);
}

static void give_memory(void *memory)
{
    free(memory);
}

static void object_retire(void *object)
{
    ((HPDF_Obj_Header *)object)->obj_id |= HPDF_OTYPE_HIDDEN;
}

void object_store_open(struct pdf *pdf)
{
    pdf->doc = HPDF_NewEx(keep_error, take_memory, give_memory, 0, pdf);
    if (!pdf->doc)
        return;
    object_retire(pdf->doc->root_pages);
    HPDF_Dict_RemoveElement(pdf->doc->catalog, "Pages");
}

bool object_store_good(struct pdf *pdf)
{
    if (pdf->doc && !pdf->error)
        pdf->error = HPDF_GetError(pdf->doc);
    return pdf->doc && !pdf->error;
}

void object_store_close(struct pdf *pdf)
{
    if (pdf->doc)
        HPDF_Free(pdf->doc);
    pdf->doc = NULL;
}

HPDF_Dict object_dict(struct pdf *pdf)
{
    HPDF_Dict dict = HPDF_Dict_New(pdf->doc->mmgr);
    HPDF_Xref_Add(pdf->doc->xref, dict);
    return dict;
}

static HPDF_STATUS write_payload(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct payload *payload = dict->attr;
    char length[40];
    if (payload->extra)
        HPDF_Stream_WriteStr(stream, payload->extra);
    if (!payload->is_stream)
        return HPDF_OK;
    if (payload->filter) {
        HPDF_Stream_WriteStr(stream, "/Filter /");
        HPDF_Stream_WriteStr(stream, payload->filter);
    }
    snprintf(length, sizeof length, "/Length %zu\n", payload->size);
    return HPDF_Stream_WriteStr(stream, length);
}

static void set_payload(struct pdf *pdf, HPDF_Dict dict, struct payload payload)
{
    dict->attr = arena_copy(pdf->arena, &payload, sizeof payload);
    dict->write_fn = write_payload;
}

HPDF_Dict object_stream(struct pdf *pdf, const void *bytes, size_t size, const char *filter, const char *extra)
{
    HPDF_Dict dict = object_dict(pdf);
    set_payload(pdf, dict, (struct payload){bytes, size, filter, extra, true});
    return dict;
}

HPDF_Dict object_raw(struct pdf *pdf, const char *extra)
{
    HPDF_Dict dict = object_dict(pdf);
    set_payload(pdf, dict, (struct payload){.extra = extra});
    return dict;
}

const struct payload *object_payload(const void *object)
{
    const HPDF_Obj_Header *header = object;
    if ((header->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT)
        return NULL;
    const HPDF_Dict_Rec *dict = object;
    return dict->write_fn == write_payload ? dict->attr : NULL;
}

void object_set_extra(struct pdf *pdf, HPDF_Dict dict, const char *extra)
{
    set_payload(pdf, dict, (struct payload){.extra = extra});
}

unsigned object_number(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

bool object_retired(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & HPDF_OTYPE_HIDDEN;
}

/* With byte order mark; cut at `most` bytes. */
static struct buf utf16_string(const char *text, size_t most)
{
    struct buf utf16 = {0};
    uint16_t units[2];
    buf_puts(&utf16, "\xFE\xFF");
    for (const char *at = text, *end = text + strlen(text); at < end && utf16.n < most;)
        for (int i = 0, count = utf16_units(utf8_next(&at, end), units); i < count; i++) {
            buf_putc(&utf16, (char)(units[i] >> 8));
            buf_putc(&utf16, (char)units[i]);
        }
    return utf16;
}

void object_add_text(struct pdf *pdf, HPDF_Dict dict, const char *key, const char *text)
{
    enum { MOST = 60000 };
    HPDF_MMgr memory = pdf->doc->mmgr;
    if (is_plain_text(text) && strlen(text) < MOST) {
        HPDF_Dict_Add(dict, key, HPDF_String_New(memory, text, NULL));
        return;
    }
    struct buf utf16 = utf16_string(text, MOST);
    HPDF_Dict_Add(dict, key, HPDF_Binary_New(memory, (HPDF_BYTE *)utf16.at, (HPDF_UINT)utf16.n));
    buf_free(&utf16);
}

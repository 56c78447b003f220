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

void object_store_open(struct pdf *pdf)
{
    enum { ENTRIES_AT_ONCE = 1 << 16, PAGES_A_NODE = 32 };
    pdf->doc = HPDF_NewEx(keep_error, take_memory, give_memory, 0, pdf);
    if (!pdf->doc)
        return;
    pdf->doc->xref->entries->items_per_block = ENTRIES_AT_ONCE;
    HPDF_SetPagesConfiguration(pdf->doc, PAGES_A_NODE);
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

void object_page_contents(struct pdf *pdf, HPDF_Page page, const struct buf *deflated)
{
    HPDF_PageAttr attr = page->attr;
    HPDF_Dict contents = attr->contents;
    object_retire(HPDF_Dict_GetItem(contents, "Length", HPDF_OCLASS_NUMBER));
    HPDF_Dict_RemoveElement(contents, "Length");
    HPDF_Stream_Free(contents->stream);
    contents->stream = attr->stream = NULL;
    set_payload(pdf, contents, (struct payload){deflated->at, deflated->n, "FlateDecode", NULL, true});
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

void object_retire(void *object)
{
    ((HPDF_Obj_Header *)object)->obj_id |= HPDF_OTYPE_HIDDEN;
}

bool object_retired(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & HPDF_OTYPE_HIDDEN;
}

static void put_utf16(struct buf *out, uint32_t unit)
{
    buf_putc(out, (char)(unit >> 8));
    buf_putc(out, (char)unit);
}

static void put_character(struct buf *out, uint32_t character)
{
    if (character >= 0x10000) {
        put_utf16(out, 0xD800 + ((character - 0x10000) >> 10));
        put_utf16(out, 0xDC00 + ((character - 0x10000) & 0x3FF));
    } else {
        put_utf16(out, character);
    }
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if (*text < 0x20 || *text > 0x7E)
            return false;
    return true;
}

/* With byte order mark; cut at `most` bytes. */
static struct buf utf16_string(const char *text, size_t most)
{
    struct buf utf16 = {0};
    put_utf16(&utf16, 0xFEFF);
    for (const char *at = text, *end = text + strlen(text); at < end && utf16.n < most;)
        put_character(&utf16, utf8_next(&at, end));
    return utf16;
}

void object_add_text(struct pdf *pdf, HPDF_Dict dict, const char *key, const char *text)
{
    enum { MOST = 60000 };
    HPDF_MMgr memory = pdf->doc->mmgr;
    if (is_plain(text) && strlen(text) < MOST) {
        HPDF_Dict_Add(dict, key, HPDF_String_New(memory, text, NULL));
        return;
    }
    struct buf utf16 = utf16_string(text, MOST);
    HPDF_Dict_Add(dict, key, HPDF_Binary_New(memory, (HPDF_BYTE *)utf16.at, (HPDF_UINT)utf16.n));
    buf_free(&utf16);
}

void put_text_string(struct buf *out, const char *text)
{
    struct buf bytes = {0};
    if (is_plain(text))
        buf_puts(&bytes, text);
    else
        bytes = utf16_string(text, SIZE_MAX);
    buf_putc(out, '(');
    for (size_t i = 0; i < bytes.n; i++) {
        if (strchr("()\\", bytes.at[i]) && bytes.at[i])
            buf_putc(out, '\\');
        if (bytes.at[i] == '\r')
            buf_puts(out, "\\r");
        else
            buf_putc(out, bytes.at[i]);
    }
    buf_putc(out, ')');
    buf_free(&bytes);
}

void put_utf16_hex(struct buf *out, const char *text, size_t size)
{
    struct buf utf16 = {0};
    for (const char *at = text, *end = text + size; at < end;)
        put_character(&utf16, utf8_next(&at, end));
    for (size_t i = 0; i < utf16.n; i++)
        buf_format(out, "%02X", (unsigned char)utf16.at[i]);
    buf_free(&utf16);
}

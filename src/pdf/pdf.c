/* pdf: page list → PDF file, step by step. */
#include "pdf/writer.h"

static void open_writer(struct pdf *pdf)
{
    pdf->arena = arena_new();
    pdf->workers = pdf->info->workers;
    pdf->worker = arena_alloc(pdf->arena, (size_t)workers_count(pdf->workers) * sizeof *pdf->worker);
    for (int i = 0; i < workers_count(pdf->workers); i++) {
        struct pdf_worker *worker = &pdf->worker[i];
        worker->arena = worker->reader.arena = worker->found.arena = arena_new();
        worker->pages = deflater_open(DEFLATER_FOR_PAGES);
        worker->objects = deflater_open(DEFLATER_FOR_OBJECTS);
    }
    pdf->page = arena_alloc(pdf->arena, pdf->pages->count * sizeof *pdf->page);
}

static void close_worker(struct pdf_worker *worker)
{
    buf_free(&worker->content);
    buf_free(&worker->actual);
    deflater_close(worker->pages);
    deflater_close(worker->objects);
    if (worker->best)
        deflater_close(worker->best);
    arena_free(worker->arena);
}

static void close_writer(struct pdf *pdf)
{
    object_store_close(pdf);
    for (size_t i = 0; i < pdf->pages->count; i++)
        buf_free(&pdf->page[i].content);
    for (size_t i = 0; i < pdf->faces.n; i++) {
        buf_free(&pdf->faces.at[i].file);
        buf_free(&pdf->faces.at[i].glyphs);
        arena_free(pdf->faces.at[i].arena);
    }
    for (size_t i = 0; i < pdf->fonts.n; i++)
        buf_free(&pdf->fonts.at[i].unicode);
    buf_free(&pdf->byte_map);
    for (size_t i = 0; i < pdf->images.n; i++) {
        buf_free(&pdf->images.at[i].pixels);
        buf_free(&pdf->images.at[i].alpha);
    }
    for (size_t i = 0; i < pdf->heads.n; i++)
        buf_free(&pdf->heads.at[i].content);
    buf_free(&pdf->profile);
    buf_free(&pdf->metadata);
    for (int i = 0; i < workers_count(pdf->workers); i++)
        close_worker(&pdf->worker[i]);
    arena_free(pdf->arena);
}

/* All calls of libharu. It keeps its errors; going on after one does no harm until the next check. */
static bool store_objects(struct pdf *pdf)
{
    object_store_open(pdf);
    if (!object_store_good(pdf))
        return false;
    pdf_add_fonts(pdf);
    pdf_add_images(pdf);
    pdf_add_navigation(pdf);
    pdf_add_structure(pdf);
    pdf_add_metadata(pdf);
    return object_store_good(pdf);
}

static void write_file(struct pdf *pdf, struct buf *out)
{
    pdf_collect_codes(pdf);
    pdf_find_kerned(pdf);
    pdf_make_fonts(pdf);
    pdf_make_images(pdf);
    if (pdf->failed)
        return;
    pdf_find_notes(pdf);
    pdf_make_contents(pdf);
    if (store_objects(pdf))
        pdf_save(pdf, out);
    if (pdf->doc && object_store_good(pdf))
        return;
    const char *error = arena_format(pdf->arena, "0x%04lX", (unsigned long)pdf->error);
    diag(pdf->diags, DIAG_PDF_NOT_MADE, POS_NONE, error);
    pdf->failed = true;
}

bool pdf_write(const struct pages *pages, const struct pdf_info *info, struct diags *diags, struct buf *out)
{
    struct pdf pdf = {.pages = pages, .info = info, .diags = diags};
    open_writer(&pdf);
    write_file(&pdf, out);
    pdf_keep_packed(&pdf);
    close_writer(&pdf);
    return !pdf.failed;
}

/* compile: THE list of passes, a call each. */
#include "compile.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "blocks/blocks.h"
#include "editions/editions.h"
#include "kept.h"
#include "kit.h"
#include "layout/layout.h"
#include "parts/parts.h"
#include "pdf/pdf.h"
#include "plain/plain.h"
#include "refs/refs.h"
#include "timings.h"
#include "type/type.h"
#include "volume/volume.h"
#include "words/words.h"

const char *const compile_dump_names[DUMP_COUNT] = {"", "nodes", "volume", "refs", "flow", "lines", "pages"};

enum { MOST_ROUNDS = 4 };

struct output {
    char *path, *temporary;
    struct buf bytes;
};

/* All editions of one volume: what outlives each of them. */
struct run {
    struct arena *arena;
    struct name_set printed; /* findings */
    VEC(struct output) outputs;
    VEC(const char *) summaries;
    VEC(const struct outline *) outlines; /* of the documents in the first edition */
    size_t edition_count;                 /* 1 until the volume is read */
    size_t pages, errors;
};

struct compilation {
    struct run *run;
    size_t edition; /* number of the language, where there are several; else 0 */
    struct arena *arena;
    const char *path;
    const struct compile_options *options;
    const struct kept_edition *kept; /* never NULL */
    struct sources *sources;
    struct diags *diags;
    struct volume *volume;
    struct terms *terms;
    struct refs *refs;
    struct parts *parts;
    struct layout *layout;
    struct plain *plain;
    const struct pages *pages;
    const struct book *pages_book, *text_book; /* of the last round of each medium */
    const struct locators *pages_map, *text_map;
    size_t page_count, index_entries;          /* of the finished editions */
    struct arena *passes[2 * MOST_ROUNDS];
    int pass_count;
    bool accessible; /* nothing that the author wrote keeps it from being so */
    struct timings timings;
};

static bool has_errors(struct compilation *c)
{
    return diags_count(c->diags, SEVERITY_ERROR) > 0;
}

/* What lower folders own and the reader checks. */
static struct known_names lower_names(struct arena *arena)
{
    struct known_names names;
    names.parts = parts_names(arena, &names.part_count);
    names.editions = editions_names(arena, &names.edition_count);
    return names;
}

static void read_volume(struct compilation *c)
{
    struct known_names names = lower_names(c->arena);
    c->volume = volume_read(c->arena, c->path, &names, c->edition, c->sources, c->diags);
    if (c->volume && c->volume->language_count && c->options->dump == DUMP_NONE)
        c->run->edition_count = c->volume->language_count;
    timings_end_stage(&c->timings, "read", 0);
}

/* Documents stand in the book in the order of the volume. */
static void compare_with_first(struct compilation *c)
{
    const struct book *book = parts_book(c->parts);
    size_t number = 0;
    for (size_t i = 0; c->volume->edition_language && i < book->piece_count; i++) {
        const struct piece *piece = &book->pieces[i];
        const struct document *document =
            number < c->volume->document_count ? c->volume->documents[number] : NULL;
        if (!document || piece->name != document->id)
            continue;
        struct arena *arena = c->edition ? c->arena : c->run->arena;
        const struct outline *outline = refs_outline(arena, c->diags, piece->root, document->language,
                                                     document->text_pos);
        if (!c->edition)
            vec_push(arena, &c->run->outlines, outline);
        else if (number < c->run->outlines.n &&
                 !reader_same_language(c->run->outlines.at[number]->language, document->language))
            refs_compare_outlines(c->arena, c->diags, c->run->outlines.at[number], outline);
        number++;
    }
}

/* Lowering reports the mistakes in bodies, so it runs after mistakes in the YAML, too. */
static void lower_book(struct compilation *c)
{
    if (!words_known(c->volume->language))
        diag(c->diags, DIAG_NO_WORDS, c->volume->head.pos);
    c->terms = terms_open(c->arena, c->volume);
    c->refs = refs_new(c->arena, c->volume, c->diags);
    c->parts = parts_new(c->arena, c->volume, c->terms, c->refs, c->sources, c->kept->parts, c->diags);
    refs_collect(c->refs, parts_book(c->parts));
    parts_gather(c->parts);
    compare_with_first(c);
    flow_store_take(c->kept->flow, parts_book(c->parts), false);
    timings_end_stage(&c->timings, "lower", 0);
    c->accessible = !has_errors(c) && access_check(c->arena, c->volume, parts_book(c->parts), c->diags);
}

static void report_moving(struct compilation *c, const struct locators *before, const struct locators *after,
                          uint32_t anchor)
{
    const struct target *target = refs_target(c->refs, anchor);
    diag(c->diags, DIAG_REFERENCE_MOVES, target->pos, target->words, refs_locator(c->refs, before, anchor),
         refs_locator(c->refs, after, anchor));
}

static const struct locators *lay_out_pages(struct compilation *c, const struct book *book,
                                            const struct locators *before)
{
    c->pages_book = book;
    return layout_round(c->layout, book, before);
}

static const struct locators *lay_out_text(struct compilation *c, const struct book *book,
                                           const struct locators *before)
{
    c->text_book = book;
    return plain_round(c->plain, book, before);
}

static void free_passes(struct compilation *c)
{
    while (c->pass_count)
        arena_free(c->passes[--c->pass_count]);
}

/*
 * Rounds until no locator moves: the parts that print locators are made from the map of the round before. What refs
 * point to are headings of the last book: a book lives until the next one is collected, for dumps until the end.
 */
static const struct locators *settle(struct compilation *c, const char *stage, struct flow_store *store,
                                     const struct locators *(*lay_out)(struct compilation *, const struct book *,
                                                                       const struct locators *))
{
    const struct locators *before = NULL, *map = NULL;
    uint32_t moved = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        struct arena *pass = arena_new();
        struct book *book = parts_round(pass, c->parts, before);
        flow_store_take(store, book, true);
        if (c->options->dump == DUMP_NONE)
            free_passes(c);
        c->passes[c->pass_count++] = pass;
        map = lay_out(c, book, before);
        timings_end_stage(&c->timings, stage, round + 1);
        if (before && locators_equal(before, map, &moved))
            return map;
        if (before && round + 1 == MOST_ROUNDS)
            report_moving(c, before, map, moved);
        before = map;
    }
    return map;
}

static bool wants(const struct compilation *c, bool pages)
{
    for (size_t i = 0; i < c->volume->edition_count; i++) {
        const struct edition *edition = editions_find(c->volume->editions[i].name);
        if (edition && edition->reads_pages == pages)
            return true;
    }
    return false;
}

static void close_pages(struct compilation *c)
{
    if (c->pages)
        c->run->pages += c->pages->count;
    if (c->layout)
        layout_close(c->layout);
    c->pages = NULL;
    c->layout = NULL;
    base_trim(); /* of what the pages had, the text needs little */
}

static bool make_pages(struct compilation *c)
{
    struct layout_options options = {.keep_lines = c->options->dump == DUMP_LINES, .progress = c->options->progress,
                                     .keep = c->options->kept, .edition = c->edition};
    struct layout_tools *tools = kit_open(c->options->kit, c->volume->design->font_names, c->options->workers,
                                          c->options->inputs, c->diags);
    if (!tools)
        return false;
    c->layout = layout_open(c->volume, c->refs, tools, &options, c->diags);
    c->pages_map = settle(c, "pages", c->kept->pages_flow, lay_out_pages);
    c->pages = layout_finish(c->layout);
    base_trim(); /* what lies free between the pages is of no use to the editions */
    timings_end_stage(&c->timings, "join", 0);
    if (!c->pages->count)
        diag(c->diags, DIAG_NO_PAGES, c->volume->head.pos);
    return true;
}

static void make_text(struct compilation *c)
{
    c->plain = plain_open(c->volume, c->refs, c->options->workers, c->kept->text, c->options->progress, c->diags);
    c->text_map = settle(c, "text", c->kept->text_flow, lay_out_text);
    plain_finish(c->plain);
}

static void dump(struct compilation *c, struct buf *out)
{
    switch (c->options->dump) {
    case DUMP_VOLUME:
        volume_dump(c->volume, out);
        break;
    case DUMP_FLOW:
        for (size_t i = 0; i < c->pages_book->piece_count; i++) {
            buf_format(out, "piece %s\n", c->pages_book->pieces[i].name);
            flow_dump(c->pages_book->pieces[i].root, out);
        }
        break;
    case DUMP_REFS:
        buf_puts(out, "# pages\n");
        refs_dump(c->refs, c->pages_book, c->pages_map, out);
        buf_puts(out, "# text\n");
        refs_dump(c->refs, c->text_book, c->text_map, out);
        break;
    case DUMP_LINES:
        layout_dump_lines(c->pages, c->sources, out);
        break;
    case DUMP_PAGES:
        layout_dump_pages(c->pages, out);
        break;
    default:
        break;
    }
}

/* "geneva-2014", with editions in several languages "geneva-2014.fr". */
static const char *output_name(const struct compilation *c)
{
    const char *name = c->volume->name, *language = c->volume->edition_language;
    return language ? arena_format(c->run->arena, "%s.%s", name, language) : arena_strdup(c->run->arena, name);
}

/* Those that read pages, or those that read text. The files stay in memory until those of all languages are made. */
static bool make_outputs(struct compilation *c, bool of_pages)
{
    struct edition_input input = {.volume = c->volume, .pages = c->pages, .plain = c->plain, .diags = c->diags,
                                  .arena = c->arena, .workers = c->options->workers, .epoch = c->options->epoch,
                                  .progress = c->options->progress, .pdf_kept = c->kept->pdf};
    const char *folder = c->options->folder;
    if (!folder)
        folder = arena_format(c->arena, "build/out/%s", c->volume->name);
    input.conforms = c->accessible;
    for (size_t i = 0; i < c->volume->edition_count; i++) {
        const struct edition *edition = editions_find(c->volume->editions[i].name);
        const char *name = output_name(c);
        if (edition->reads_pages != of_pages)
            continue;
        struct output output = {.path = arena_format(c->run->arena, "%s/%s%s", folder, name, edition->suffix)};
        bool written = edition->write(&input, &output.bytes);
        vec_push(c->run->arena, &c->run->outputs, output);
        timings_end_stage(&c->timings, edition->suffix, 0);
        if (!written)
            return false;
    }
    return true;
}

/* Signals that end the program wait while files are written: no temporary file is left behind. */
static void hold_signals(bool hold)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &signals, NULL);
}

/* A text that the volume includes may have the name that the text edition is given. */
static bool spare_inputs(const struct run *run, const struct inputs *inputs, struct diags *diags)
{
    for (size_t i = 0; i < run->outputs.n; i++)
        if (inputs_have(inputs, run->outputs.at[i].path))
            diag(diags, DIAG_OUTPUT_IS_INPUT, POS_NONE, run->outputs.at[i].path);
    return !diags_count(diags, SEVERITY_ERROR);
}

/* All files are on the disk before the first changes its name: what may fail, fails before anything has changed. */
static bool write_outputs(struct run *run, struct diags *diags)
{
    struct output *outputs = run->outputs.at;
    size_t count = run->outputs.n, i = 0;
    const char *reason = NULL;
    hold_signals(true);
    for (; i < count && !reason; i++)
        reason = file_stage(run->arena, outputs[i].path, outputs[i].bytes.at, outputs[i].bytes.n,
                            &outputs[i].temporary);
    for (size_t k = 0; k < count && !reason; k++) {
        reason = file_commit(run->arena, outputs[k].temporary, outputs[k].path);
        outputs[k].temporary = NULL;
        i = k + 1;
    }
    for (size_t k = 0; k < count; k++)
        file_discard(outputs[k].temporary);
    hold_signals(false);
    if (reason)
        diag(diags, DIAG_OUTPUT_NOT_WRITTEN, POS_NONE, outputs[i - 1].path, reason);
    return !reason;
}

/* One line for each edition, printed when all files are written. */
static void add_summary(struct compilation *c)
{
    const char *pages = wants(c, true) ? arena_format(c->arena, "%zu pages, ", c->page_count) : "";
    vec_push(c->run->arena, &c->run->summaries,
             (const char *)arena_format(c->run->arena, "%s: %s%zu documents, %zu index entries, %.2f s\n",
                                        output_name(c), pages, c->volume->document_count, c->index_entries,
                                        timings_since_start(&c->timings)));
}

static bool make_page_editions(struct compilation *c)
{
    bool made = make_pages(c) && !has_errors(c) && make_outputs(c, true);
    c->page_count = c->pages ? c->pages->count : 0;
    c->index_entries = c->pages_book ? parts_index_entries(c->pages_book) : 0;
    close_pages(c);
    return made;
}

static bool make_text_editions(struct compilation *c)
{
    make_text(c);
    c->index_entries = parts_index_entries(c->text_book);
    return !has_errors(c) && make_outputs(c, false);
}

/* Pages come first: they need much memory, and none of it is held by the text yet. */
static enum compile_result make_editions(struct compilation *c)
{
    bool made = !wants(c, true) || make_page_editions(c);
    made = (!wants(c, false) || make_text_editions(c)) && made;
    add_summary(c);
    return made && !has_errors(c) ? COMPILE_OK : COMPILE_ERRORS;
}

static enum compile_result make_dump(struct compilation *c)
{
    struct buf out = {0};
    if (!make_pages(c))
        return COMPILE_ERRORS;
    make_text(c);
    if (has_errors(c))
        return COMPILE_ERRORS;
    dump(c, &out);
    fwrite(out.at ? out.at : "", 1, out.n, stdout);
    buf_free(&out);
    return COMPILE_OK;
}

static enum compile_result dump_nodes(struct compilation *c)
{
    char *bytes;
    size_t size;
    struct buf out = {0};
    enum file_status status = file_read(c->arena, c->path, &bytes, &size);
    if (status != FILE_OK) {
        file_report(c->diags, status, POS_NONE, c->path);
        return COMPILE_ERRORS;
    }
    uint32_t file = sources_add(c->sources, c->path, bytes, size);
    struct node *root = yaml_read(c->arena, c->sources, file, c->diags);
    if (root)
        node_dump(root, &out);
    fwrite(out.at ? out.at : "", 1, out.n, stdout);
    buf_free(&out);
    return has_errors(c) ? COMPILE_ERRORS : COMPILE_OK;
}

static enum compile_result run_passes(struct compilation *c)
{
    if (c->options->dump == DUMP_NODES)
        return dump_nodes(c);
    read_volume(c);
    if (!c->volume)
        return COMPILE_ERRORS;
    lower_book(c);
    if (has_errors(c))
        return COMPILE_ERRORS;
    return c->options->dump == DUMP_NONE ? make_editions(c) : make_dump(c);
}

static void close_all(struct compilation *c)
{
    close_pages(c);
    terms_close(c->terms);
    if (c->plain)
        plain_close(c->plain);
    free_passes(c);
}

static enum compile_result compile_edition(struct run *run, const char *path, const struct compile_options *options,
                                           size_t edition)
{
    struct compilation c = {.run = run, .edition = edition, .arena = arena_new(), .path = path, .options = options};
    timings_start(&c.timings);
    c.sources = sources_new(c.arena);
    c.diags = diags_new(c.arena, c.sources);
    diags_take_inputs(c.diags, options->inputs);
    progress_start(options->progress, path);
    c.kept = kept_begin(options->kept, edition);
    enum compile_result result = run_passes(&c);
    close_all(&c);
    kept_end(c.kept, result == COMPILE_OK);
    progress_stop(options->progress);
    timings_end_stage(&c.timings, "close", 0);
    if (options->timings)
        timings_print(&c.timings, options->messages);
    run->errors += diags_print_new(c.diags, run->arena, &run->printed, options->messages);
    diags_free(c.diags);
    arena_free(c.arena);
    return result;
}

static enum compile_result write_files(struct run *run, const struct compile_options *options)
{
    struct diags *diags = diags_new(run->arena, sources_new(run->arena));
    bool spares = spare_inputs(run, options->inputs, diags), written = spares && write_outputs(run, diags);
    for (size_t i = 0; written && !options->quiet && i < run->summaries.n; i++)
        fputs(run->summaries.at[i], stdout);
    run->errors += diags_print_new(diags, run->arena, &run->printed, options->messages);
    diags_free(diags);
    return written ? COMPILE_OK : spares ? COMPILE_FAILED : COMPILE_ERRORS;
}

/* A volume in several languages is compiled once for each, one after the other: memory is that of one. */
struct compile_outcome compile_volume(const char *path, const struct compile_options *options)
{
    struct run run = {.arena = arena_new(), .edition_count = 1};
    enum compile_result result = COMPILE_OK;
    for (size_t i = 0; i < run.edition_count; i++) {
        enum compile_result one = compile_edition(&run, path, options, i);
        result = one > result ? one : result;
    }
    if (result == COMPILE_OK && !options->check_only && run.outputs.n)
        result = write_files(&run, options);
    for (size_t i = 0; i < run.outputs.n; i++)
        buf_free(&run.outputs.at[i].bytes);
    arena_free(run.arena);
    return (struct compile_outcome){result, run.pages, run.errors};
}

void compile_print_schema(FILE *out)
{
    struct arena *arena = arena_new();
    size_t root_count, extra_count;
    const struct record *const *roots = volume_records(&root_count);
    const struct schema_definition *given = volume_schema_definitions(&extra_count);
    struct schema_definition *extras = arena_alloc(arena, (extra_count + 2) * sizeof *extras);
    struct known_names names = lower_names(arena);
    memcpy(extras, given, extra_count * sizeof *extras);
    extras[extra_count] = (struct schema_definition){.name = "body", .json = blocks_schema(arena)};
    extras[extra_count + 1] = volume_part_definition(arena, &names);
    reader_print_schema(roots, root_count, extras, extra_count + 2, out);
    arena_free(arena);
}

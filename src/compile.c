/*
 * compile: THE list of passes, a call each. By time, from top to bottom, what stands side by side at the same time:
 *
 *     read_volume           YAML to the volume
 *     lower_book          | kit_begin: fonts
 *     Markdown to flow; anchors, references: nobody changes them from here on
 *     lay_out_book        | make_text_editions
 *     rounds until no     | the same, .txt: an errand for one of the workers, who then helps the others with the pages;
 *     locator moves       | where there is one worker alone, it comes last
 *     make_page_editions
 *     joins them, .pdf
 *     write_files           when the editions in all languages are made; each file by one of the workers
 *
 * In a round each worker sets the next piece of the book, for a file writes the next page; what they made is joined by
 * one thread. The same bytes come out, and the same messages, with any number of workers.
 */
#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "blocks/blocks.h"
#include "editions/editions.h"
#include "kept.h"
#include "kit.h"
#include "layout/layout.h"
#include "outputs.h"
#include "parts/parts.h"
#include "pdf/pdf.h"
#include "plain/plain.h"
#include "refs/refs.h"
#include "schema.h"
#include "timings.h"
#include "type/type.h"
#include "volume/volume.h"
#include "words/words.h"

const char *const compile_dump_names[DUMP_COUNT] = {"", "nodes", "volume", "refs", "flow", "lines", "pages"};

enum { MOST_ROUNDS = 4 };

struct compilation;

/* The rounds of one medium. */
struct rounds {
    const char *stage;
    const struct locators *(*lay_out)(struct compilation *c, const struct book *book, const struct locators *before);
    struct timings *timings;
    struct flow_store *store;          /* of what is made from the map; NULL: none */
    struct arena *passes[MOST_ROUNDS]; /* of their books */
    int pass_count;
    const struct book *book;           /* of the last round */
    const struct locators *map;        /* what it came to */
};

/* All editions of one volume: what outlives each of them. */
struct run {
    struct arena *arena;
    struct workers *workers;
    struct name_set printed; /* findings */
    struct outputs outputs;
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
    struct rounds page_rounds, text_rounds;
    size_t page_count, index_entries; /* of the finished editions */
    size_t first_output; /* of the run's: its own from here on */
    bool text_made;
    bool accessible; /* nothing that the author wrote keeps it from being so */
    struct timings timings, text_timings;
};

static bool has_errors(struct compilation *c)
{
    return diags_count(c->diags, SEVERITY_ERROR) > 0;
}

static void read_volume(struct compilation *c)
{
    struct known_names names = schema_names(c->arena);
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
    if (c->options->kept)
        refs_leave_room(c->refs);
    c->parts = parts_new(c->arena, c->volume, c->terms, c->refs, c->sources, c->kept->parts, c->diags);
    refs_collect(c->refs, parts_book(c->parts));
    parts_gather(c->parts);
    compare_with_first(c);
    flow_store_take(c->kept->flow, parts_book(c->parts), false);
    timings_end_stage(&c->timings, "lower", 0);
    c->accessible = !has_errors(c) && access_check(c->arena, c->volume, parts_book(c->parts), c->diags);
    if (!c->options->kept)
        sources_forget(c->sources); /* all that the files say has become flow */
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
    return layout_round(c->layout, book, before);
}

static const struct locators *lay_out_text(struct compilation *c, const struct book *book,
                                           const struct locators *before)
{
    return plain_round(c->plain, book, before);
}

static void free_passes(struct rounds *rounds)
{
    while (rounds->pass_count)
        arena_free(rounds->passes[--rounds->pass_count]);
}

/*
 * Rounds until no locator moves: the parts that print locators are made from the map of the round before. A book lives
 * until the next one is made, for dumps until the end.
 */
static void settle(struct compilation *c, struct rounds *rounds)
{
    const struct locators *before = NULL;
    uint32_t moved = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        struct arena *pass = arena_new();
        struct book *book = parts_round(pass, c->parts, before);
        flow_store_take(rounds->store, book, true);
        rounds->book = book;
        if (c->options->dump == DUMP_NONE)
            free_passes(rounds);
        rounds->passes[rounds->pass_count++] = pass;
        rounds->map = rounds->lay_out(c, rounds->book, before);
        timings_end_stage(rounds->timings, rounds->stage, round + 1);
        if (before && locators_equal(before, rounds->map, &moved))
            return;
        if (before && round + 1 == MOST_ROUNDS)
            report_moving(c, before, rounds->map, moved);
        before = rounds->map;
    }
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

/* Is the text made by one of several workers, while the others make pages? */
static bool is_beside_pages(const struct compilation *c)
{
    return wants(c, true) && workers_count(c->run->workers) > 1;
}

static void close_pages(struct compilation *c)
{
    if (c->pages)
        c->run->pages += c->pages->count;
    if (c->layout)
        layout_close(c->layout);
    c->pages = NULL;
    c->layout = NULL;
    free_passes(&c->page_rounds);
}

static bool lay_out_book(struct compilation *c)
{
    struct layout_options options = {.keep_lines = c->options->dump == DUMP_LINES, .workers = c->run->workers,
                                     .progress = c->options->progress, .keep = c->options->kept,
                                     .edition = c->edition};
    struct layout_tools *tools = kit_tools(c->options->kit, c->diags);
    if (!tools)
        return false;
    c->layout = layout_open(c->volume, c->refs, tools, &options, c->diags);
    c->page_rounds = (struct rounds){.stage = "pages", .lay_out = lay_out_pages, .timings = &c->timings,
                                     .store = c->kept->pages_flow};
    settle(c, &c->page_rounds);
    return true;
}

static void join_pages(struct compilation *c)
{
    c->pages = layout_finish(c->layout);
    base_trim(); /* what lies free between the pages is of no use to the editions */
    timings_end_stage(&c->timings, "join", 0);
    if (!c->pages->count)
        diag(c->diags, DIAG_NO_PAGES, c->volume->head.pos);
}

static void make_text(struct compilation *c)
{
    struct progress *progress = is_beside_pages(c) ? NULL : c->options->progress; /* it shows one thing at a time */
    timings_start(&c->text_timings);
    c->plain = plain_open(c->volume, c->refs, c->run->workers, c->kept->text, progress, c->diags);
    c->text_rounds = (struct rounds){.stage = "text", .lay_out = lay_out_text, .timings = &c->text_timings,
                                     .store = c->kept->text_flow};
    settle(c, &c->text_rounds);
    plain_finish(c->plain);
}

static void dump(struct compilation *c, struct buf *out)
{
    switch (c->options->dump) {
    case DUMP_VOLUME:
        volume_dump(c->volume, out);
        break;
    case DUMP_FLOW:
        for (size_t i = 0; i < c->page_rounds.book->piece_count; i++) {
            buf_format(out, "piece %s\n", c->page_rounds.book->pieces[i].name);
            flow_dump(c->page_rounds.book->pieces[i].root, out);
        }
        break;
    case DUMP_REFS:
        buf_puts(out, "# pages\n");
        refs_dump(c->refs, c->page_rounds.book, c->page_rounds.map, out);
        buf_puts(out, "# text\n");
        refs_dump(c->refs, c->text_rounds.book, c->text_rounds.map, out);
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

static void name_outputs(struct compilation *c)
{
    struct arena *arena = c->run->arena;
    const char *folder = c->options->folder, *name = output_name(c);
    if (!folder)
        folder = arena_format(c->arena, "build/out/%s", c->volume->name);
    c->first_output = c->run->outputs.n;
    for (size_t i = 0; i < c->volume->edition_count; i++) {
        const struct edition *edition = editions_find(c->volume->editions[i].name);
        char *path = arena_format(arena, "%s/%s%s", folder, name, edition->suffix);
        vec_push(arena, &c->run->outputs, ((struct output){.edition = edition, .path = path}));
    }
}

/* Those that read pages, or those that read text. */
static bool make_outputs(struct compilation *c, bool of_pages, struct timings *timings)
{
    struct edition_input input = {.volume = c->volume, .pages = c->pages, .plain = c->plain, .diags = c->diags,
                                  .arena = arena_new(), .workers = c->run->workers, .epoch = c->options->epoch,
                                  .progress = c->options->progress, .conforms = c->accessible,
                                  .pdf_kept = c->kept->pdf};
    bool made = true;
    for (size_t i = c->first_output; i < c->run->outputs.n && made; i++) {
        struct output *output = &c->run->outputs.at[i];
        if (output->edition->reads_pages != of_pages)
            continue;
        made = output->edition->write(&input, &output->bytes);
        timings_end_stage(timings, output->edition->suffix, 0);
        if (c->edition + 1 < c->run->edition_count || (!of_pages && is_beside_pages(c)))
            output_lay_aside(output);
    }
    arena_free(input.arena);
    return made;
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
    join_pages(c);
    bool made = !has_errors(c) && make_outputs(c, true, &c->timings);
    c->page_count = c->pages->count;
    if (!wants(c, false))
        c->index_entries = parts_index_entries(c->page_rounds.book);
    close_pages(c);
    if (!is_beside_pages(c))
        base_trim(); /* of what the pages had, the text needs little */
    return made;
}

/* While pages are made, and when they have been: they need much memory, and little of it shall be held by the text. */
static void make_text_editions(void *context)
{
    struct compilation *c = context;
    make_text(c);
    c->text_made = !has_errors(c) && make_outputs(c, false, &c->text_timings);
    c->index_entries = parts_index_entries(c->text_rounds.book);
    plain_close(c->plain);
    c->plain = NULL;
    free_passes(&c->text_rounds);
}

static enum compile_result make_editions(struct compilation *c)
{
    struct errand *text = NULL;
    bool made = true;
    name_outputs(c);
    if (wants(c, false))
        text = workers_begin(c->run->workers, make_text_editions, c);
    if (wants(c, true))
        made = lay_out_book(c) && make_page_editions(c);
    if (wants(c, false)) {
        workers_end(c->run->workers, text);
        timings_add(&c->timings, &c->text_timings);
        timings_skip(&c->timings);
        made = made && c->text_made;
    }
    add_summary(c);
    return made && !has_errors(c) ? COMPILE_OK : COMPILE_ERRORS;
}

static enum compile_result make_dump(struct compilation *c)
{
    struct buf out = {0};
    if (!lay_out_book(c))
        return COMPILE_ERRORS;
    join_pages(c);
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
    if (wants(c, true) || c->options->dump != DUMP_NONE)
        kit_begin(c->options->kit, c->run->workers, c->volume->design->font_names, c->options->inputs);
    lower_book(c);
    kit_end(c->options->kit);
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
    free_passes(&c->text_rounds);
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
    sources_free(c.sources);
    arena_free(c.arena);
    return result;
}

static enum compile_result write_files(struct run *run, const struct compile_options *options)
{
    struct diags *diags = diags_new(run->arena, sources_new(run->arena));
    bool spares = outputs_spare(&run->outputs, options->inputs, diags);
    bool written = spares && outputs_write(run->workers, &run->outputs, diags);
    for (size_t i = 0; written && !options->quiet && i < run->summaries.n; i++)
        fputs(run->summaries.at[i], stdout);
    run->errors += diags_print_new(diags, run->arena, &run->printed, options->messages);
    diags_free(diags);
    return written ? COMPILE_OK : spares ? COMPILE_FAILED : COMPILE_ERRORS;
}

/* A volume in several languages is compiled once for each, one after the other: memory is that of one. */
struct compile_outcome compile_volume(const char *path, const struct compile_options *options)
{
    struct run run = {.arena = arena_new(), .workers = workers_open(options->workers), .edition_count = 1};
    enum compile_result result = COMPILE_OK;
    for (size_t i = 0; i < run.edition_count; i++) {
        enum compile_result one = compile_edition(&run, path, options, i);
        result = one > result ? one : result;
    }
    if (result == COMPILE_OK && !options->check_only && run.outputs.n)
        result = write_files(&run, options);
    outputs_free(&run.outputs);
    workers_close(run.workers);
    arena_free(run.arena);
    return (struct compile_outcome){result, run.pages, run.errors};
}

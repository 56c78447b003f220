/*
 * compile: from a volume's path to its files; the list of passes.
 *
 * The folders, in the order in which one may include another:
 *   base      arena, buffers, lengths, positions, diagnostics, files, workers, progress
 *   unicode   NFC, case, breaks, bidi, kashida, collation, dates      (ICU)
 *   words     the words that the compiler makes
 *   yaml      bytes → nodes with positions                            (libyaml)
 *   text      the paragraph: a string, spans, marks
 *   style     the design: page geometry, one style per kind of paragraph
 *   markup    Markdown → blocks of paragraphs                         (cmark-gfm)
 *   reader    typed key tables over nodes; the JSON Schema
 *   media     images                                                  (libpng, libjpeg)
 *   volume    the checked model
 *   flow      WHAT is to be set: the first waist
 *   refs      anchors, references, locators, index terms
 *   access    what readers who do not see the page need of the author
 *   blocks    a file per kind of block → flow
 *   parts     a file per generated part → flow; the book
 *   type      faces, shaping, hyphenation, subsets                    (HarfBuzz, libhyphen)
 *   lines     paragraph → lines: line breaking, page items
 *   layout    flow → WHAT is drawn WHERE: the second waist
 *   pdf       pages → PDF                                             (libharu, zlib)
 *   plain     flow → plain text
 *   editions  which pages into which file
 *
 * Beside them, in src itself: compile (one volume), outputs (its files), kit (what is dear to open, from volume to
 * volume), kept (what one build of a volume leaves for the next), timings, schema; above these watch with notice and
 * board (builds again and again), starter (`init`) and main (the command line).
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "base/base.h"

enum dump_stage { DUMP_NONE, DUMP_NODES, DUMP_VOLUME, DUMP_REFS, DUMP_FLOW, DUMP_LINES, DUMP_PAGES, DUMP_COUNT };
extern const char *const compile_dump_names[DUMP_COUNT];

struct compile_options {
    const char *folder;    /* of the output; NULL: build/out/NAME */
    int workers;
    bool check_only;       /* all diagnostics, no output */
    enum dump_stage dump;  /* printed to stdout instead of output; of several languages, the first */
    bool timings;          /* prints to stderr how long each stage took */
    int64_t epoch;         /* SOURCE_DATE_EPOCH or -1 */
    bool quiet;            /* no line about what was written */
    FILE *messages;        /* findings and timings; never NULL */
    struct progress *progress; /* NULL: none is shown */
    struct kit *kit;       /* serves one volume after the other; never NULL */
    struct kept *kept;     /* of the volume's last build, then of this one; NULL: there will be no other */
    struct inputs *inputs; /* takes down the files that the volume depends on; empty at first, never NULL */
};

enum compile_result { COMPILE_OK = 0, COMPILE_ERRORS = 1, COMPILE_FAILED = 2 };
struct compile_outcome {
    enum compile_result result;
    size_t pages, errors; /* of all languages; errors that were printed */
};
/* Compiles one volume: writes its files and one line to stdout, or prints what is wrong. */
struct compile_outcome compile_volume(const char *path, const struct compile_options *options);

#endif

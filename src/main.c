/* proceedings: options, the loop over volumes, the exit status. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compile.h"
#include "kit.h"
#include "markup/markup.h"
#include "schema.h"
#include "starter.h"
#include "unicode/unicode.h"
#include "volume/volume.h"
#include "watch.h"

static const char usage[] =
    "usage: proceedings build VOLUME.yaml… [-o DIR] [-j N] [--watch] [--quiet] [--dump=STAGE] [--timings]\n"
    "       proceedings check VOLUME.yaml… [-j N] [--watch] [--quiet] [--timings]\n"
    "       proceedings init DIR\n"
    "       proceedings schema\n"
    "       proceedings --help | --version\n";

static const char help[] =
    "\n"
    "build   compile volumes: DIR/NAME.pdf and DIR/NAME.txt, NAME being the folder that\n"
    "        holds volume.yaml, or the file's stem when it has another name\n"
    "check   report all mistakes, write nothing\n"
    "init    make a folder with a small commented volume that compiles\n"
    "schema  print the JSON Schema of the input, for editors\n"
    "\n"
    "-o DIR        where the files go (build/out/NAME)\n"
    "-j N          threads (as many as the machine has); the output does not depend on it\n"
    "--watch       then wait, and compile a volume again whenever one of its files changes\n"
    "--quiet       print mistakes only: no line about what was written, none about progress\n"
    "--timings     print to standard error how long each stage took\n"
    "--dump=STAGE  print a stage instead: nodes, volume, refs, flow, lines, pages\n"
    "\n"
    "Exit status: 0 clean, 1 mistakes in the input, 2 wrong usage or trouble with the system.\n"
    "SOURCE_DATE_EPOCH, when set, dates the PDF; else the latest date in the input does.\n";

struct arguments {
    struct compile_options options;
    const char **volumes;
    size_t volume_count;
    bool wrong, watch;
};

static void complain(struct arguments *arguments, const char *what, const char *which)
{
    fprintf(stderr, "proceedings: %s%s\n", what, which);
    arguments->wrong = true;
}

static enum dump_stage find_stage(const char *name)
{
    for (int i = 1; i < DUMP_COUNT; i++)
        if (strcmp(compile_dump_names[i], name) == 0)
            return (enum dump_stage)i;
    return DUMP_NONE;
}

static void read_workers(struct arguments *arguments, const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    if (end == text || *end || number < 1 || number > 64)
        complain(arguments, "-j takes a number from 1 to 64, not ", text);
    arguments->options.workers = (int)number;
}

/* The value of `-oDIR`, or of `-o DIR`; NULL and a complaint when there is none. */
static const char *option_value(struct arguments *arguments, char **argv, int *at)
{
    if (argv[*at][2])
        return argv[*at] + 2;
    if (argv[*at + 1] && *argv[*at + 1])
        return argv[++*at];
    complain(arguments, "no value after ", argv[*at]);
    return NULL;
}

static void read_argument(struct arguments *arguments, char **argv, int *at)
{
    const char *word = argv[*at];
    if (strncmp(word, "-o", 2) == 0) {
        arguments->options.folder = option_value(arguments, argv, at);
    } else if (strncmp(word, "-j", 2) == 0) {
        const char *value = option_value(arguments, argv, at);
        if (value)
            read_workers(arguments, value);
    } else if (strncmp(word, "--dump=", 7) == 0) {
        arguments->options.dump = find_stage(word + 7);
        if (!arguments->options.dump)
            complain(arguments, "no such stage: ", word + 7);
    } else if (strcmp(word, "--timings") == 0) {
        arguments->options.timings = true;
    } else if (strcmp(word, "--quiet") == 0) {
        arguments->options.quiet = true;
    } else if (strcmp(word, "--watch") == 0) {
        arguments->watch = true;
    } else if (*word == '-') {
        complain(arguments, "no such option: ", word);
    } else {
        arguments->volumes[arguments->volume_count++] = word;
    }
}

/* Two volumes of the same name would overwrite each other. */
static void check_names(struct arguments *arguments)
{
    struct arena *arena = arena_new();
    bool writes = !arguments->options.check_only && !arguments->options.dump;
    for (size_t i = 0; writes && i < arguments->volume_count; i++)
        for (size_t k = 0; k < i; k++) {
            const char *name = volume_output_name(arena, arguments->volumes[i]);
            if (strcmp(name, volume_output_name(arena, arguments->volumes[k])))
                continue;
            fprintf(stderr, "proceedings: the files of %s and %s would both be called %s; compile them apart\n",
                    arguments->volumes[k], arguments->volumes[i], name);
            arguments->wrong = true;
        }
    arena_free(arena);
}

static int64_t source_date(struct arguments *arguments)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    char *end;
    if (!text || !*text)
        return -1;
    long long seconds = strtoll(text, &end, 10);
    if (*end || seconds < 0 || seconds > 253402300799) {
        complain(arguments, "SOURCE_DATE_EPOCH is not a number of seconds: ", text);
        return -1;
    }
    return seconds;
}

static void read_arguments(struct arguments *arguments, int argc, char **argv)
{
    for (int i = 2; i < argc; i++)
        read_argument(arguments, argv, &i);
    if (!arguments->volume_count && !arguments->wrong)
        complain(arguments, "name a volume.yaml", "");
    if (arguments->watch && arguments->options.dump)
        complain(arguments, "--watch and --dump do not go together", "");
    arguments->options.epoch = source_date(arguments);
    check_names(arguments);
}

static int compile_once(const struct arguments *arguments)
{
    struct compile_options options = arguments->options;
    int status = 0;
    options.kit = kit_new();
    for (size_t i = 0; i < arguments->volume_count; i++) {
        options.inputs = inputs_new();
        int result = compile_volume(arguments->volumes[i], &options).result;
        inputs_free(options.inputs);
        status = result > status ? result : status;
    }
    kit_free(options.kit);
    return status;
}

static int compile_all(int argc, char **argv, bool check_only)
{
    struct arguments arguments = {.volumes = base_malloc((size_t)argc * sizeof(char *))};
    struct compile_options *options = &arguments.options;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    options->workers = processors < 1 ? 1 : processors > 64 ? 64 : (int)processors;
    options->check_only = check_only;
    options->messages = stderr;
    read_arguments(&arguments, argc, argv);
    int status = 2;
    if (!arguments.wrong) {
        options->progress = isatty(STDERR_FILENO) && !options->quiet ? progress_open(stderr) : NULL;
        status = arguments.watch ? watch_volumes(arguments.volumes, arguments.volume_count, options)
                                 : compile_once(&arguments);
        progress_close(options->progress);
    }
    free(arguments.volumes);
    if (arguments.wrong)
        fputs(usage, stderr);
    return status;
}

static int run(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";
    if (strcmp(verb, "build") == 0 || strcmp(verb, "check") == 0)
        return compile_all(argc, argv, *verb == 'c');
    if (strcmp(verb, "init") == 0 && argc == 3 && *argv[2] && *argv[2] != '-')
        return starter_write(argv[2]);
    if (strcmp(verb, "schema") == 0 && argc == 2) {
        schema_print(stdout);
        return 0;
    }
    if (strcmp(verb, "--version") == 0 || strcmp(verb, "-V") == 0)
        return puts("proceedings " VERSION) < 0;
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0 || strcmp(verb, "help") == 0)
        return fputs(usage, stdout) < 0 || fputs(help, stdout) < 0;
    fputs(usage, stderr);
    return 2;
}

int main(int argc, char **argv)
{
    base_share_heap();
    signal(SIGXFSZ, SIG_IGN); /* a file over the limit is an error of write(), not the end */
    int status = run(argc, argv);
    markup_cleanup();
    unicode_cleanup();
    if (fflush(stdout) || ferror(stdout)) {
        fputs("proceedings: cannot write to standard output\n", stderr);
        status = 2;
    }
    return status;
}

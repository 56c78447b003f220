/* starter: a volume that a newcomer can read in a minute, compile, and write over. */
#include "starter.h"

#include <string.h>

#include "base/base.h"

static const char volume_text[] =
    "# A volume: the event, the parts of the book, the sessions with their documents.\n"
    "# Compile it:   proceedings build volume.yaml\n"
    "title: Title of the Proceedings\n"
    "subtitle: Proceedings of the Workshop\n"
    "language: en                     # hyphenation, dates, sorting\n"
    "event:\n"
    "  name: Name of the Workshop\n"
    "  place: Geneva, Switzerland\n"
    "  start: 2026-03-02\n"
    "  end: 2026-03-03\n"
    "imprint:\n"
    "  publisher: Name of the Publisher\n"
    "  place: Geneva\n"
    "  year: 2026\n"
    "people: people.yaml              # who is who; other keys name people by their id\n"
    "acronyms:\n"
    "  ITU: International Telecommunication Union\n"
    "terms:                           # words of the subject index; each place where they stand is found\n"
    "  - term: workshop\n"
    "  - term: proceedings\n"
    "    match: [volume]              # another word for the same\n"
    "front: [title-page, imprint, contents, programme]\n"
    "sessions:\n"
    "  - title: Opening session\n"
    "    start: 2026-03-02 09:00\n"
    "    end: 2026-03-02 10:30\n"
    "    chair: example\n"
    "    items:\n"
    "      - document: first-paper.yaml\n"
    "        start: 2026-03-02 09:00\n"
    "        end: 2026-03-02 10:00\n"
    "      - break: Coffee\n"
    "        start: 2026-03-02 10:00\n"
    "        end: 2026-03-02 10:30\n"
    "back: [participants, acronyms, author-index, subject-index]\n";

static const char people_text[] =
    "# The registry of people. Names are printed exactly as written here.\n"
    "- id: example\n"
    "  title: Ms\n"
    "  given: Ada\n"
    "  family: Example\n"
    "  role: Secretary of the workshop\n"
    "  affiliation: Name of the Publisher\n"
    "  country: CH\n";

static const char paper_text[] =
    "title: Title of the first paper\n"
    "authors: [example]\n"
    "keywords: [proceedings]\n"
    "date: 2026-03-02\n"
    "original: en\n"
    "abstract: One paragraph that says what the paper says.\n"
    "body: |\n"
    "  The body is Markdown. This paragraph has a note.[^1] The volume sets it in pages, and in\n"
    "  plain text for mail and screen readers.\n"
    "\n"
    "  ## A heading {#heading}\n"
    "\n"
    "  - Lists, **strong** and *emphasized* words, links such as <https://www.itu.int>.\n"
    "  - A reference to a heading of the workshop's papers: [](#heading).\n"
    "\n"
    "  | Day       | Sessions |\n"
    "  |-----------|---------:|\n"
    "  | Monday    |        4 |\n"
    "  | Tuesday   |        3 |\n"
    "\n"
    "  Table: A table has its caption below it in the source. {#sessions}\n"
    "\n"
    "  [^1]: The note stands at the foot of the page.\n";

static const struct {
    const char *name, *text;
} files[] = {{"volume.yaml", volume_text}, {"people.yaml", people_text}, {"first-paper.yaml", paper_text}};
enum { FILE_COUNT = sizeof files / sizeof *files };

static int write_files(struct arena *arena, const char *folder)
{
    for (int i = 0; i < FILE_COUNT; i++) {
        const char *path = arena_format(arena, "%s/%s", folder, files[i].name);
        if (!file_exists(path))
            continue;
        fprintf(stderr, "proceedings: %s exists already; nothing was written\n", path);
        return 2;
    }
    for (int i = 0; i < FILE_COUNT; i++) {
        const char *path = arena_format(arena, "%s/%s", folder, files[i].name);
        const char *reason = file_write(arena, path, files[i].text, strlen(files[i].text));
        if (!reason)
            continue;
        fprintf(stderr, "proceedings: cannot write %s: %s\n", path, reason);
        return 2;
    }
    printf("%s/volume.yaml, people.yaml and first-paper.yaml are there; compile them with\n"
           "  proceedings build %s/volume.yaml\n", folder, folder);
    return 0;
}

int starter_write(const char *folder)
{
    struct arena *arena = arena_new();
    int status = write_files(arena, folder);
    arena_free(arena);
    return status;
}

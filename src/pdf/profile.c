/*
 * pdf: the ICC profile by which the colours of the pages are meant: sRGB, as the system has it. Profiles stand in
 * color/icc below the folders of XDG_DATA_DIRS (the XDG base directory specification; /usr/share when it is not set).
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

/* Of icc-profiles-free, of colord-data, of libgs-common. */
static const char *const names[] = {"sRGB.icc", "colord/sRGB.icc", "ghostscript/srgb.icc"};

/* ICC.1:2010 7.2: a display's profile for RGB. */
static bool is_rgb(const char *bytes, size_t size)
{
    return size > 128 && !memcmp(bytes + 36, "acsp", 4) && !memcmp(bytes + 12, "mntr", 4) &&
           !memcmp(bytes + 16, "RGB ", 4);
}

static bool read_below(struct pdf *pdf, const char *folder, size_t length, struct buf *out)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = arena_format(pdf->arena, "%.*s/color/icc/%s", (int)length, folder, names[i]);
        char *bytes;
        size_t size;
        diags_note_input(pdf->diags, path);
        if (file_read(pdf->arena, path, &bytes, &size) != FILE_OK || !is_rgb(bytes, size))
            continue;
        *out = deflated(pdf->worker, bytes, size);
        return true;
    }
    return false;
}

bool profile_read(struct pdf *pdf, struct buf *out)
{
    const char *folders = getenv("XDG_DATA_DIRS");
    if (!folders || !*folders)
        folders = "/usr/local/share:/usr/share";
    for (const char *at = folders; *at;) {
        size_t length = strcspn(at, ":");
        if (length && read_below(pdf, at, length, out))
            return true;
        at += length + (at[length] == ':');
    }
    diag(pdf->diags, DIAG_PROFILE_MISSING, POS_NONE, folders);
    return false;
}

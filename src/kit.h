/*
 * kit: what volumes are set with and what is dear to open: fonts, hyphenation patterns, shaped words. One that is kept
 * from build to build is opened anew when the files behind it have changed or other fonts are asked for; what is made
 * with it does not depend on what was made before.
 */
#ifndef KIT_H
#define KIT_H

#include "layout/layout.h"

struct kit;
struct kit *kit_new(void);
void kit_free(struct kit *kit);
/*
 * Has the tools for a volume of these fonts opened, beside what the caller goes on with until kit_end; adds the files
 * behind them to `inputs`.
 */
void kit_begin(struct kit *kit, struct workers *workers, const char *const fonts[FONT_ROLE_COUNT],
               struct inputs *inputs);
void kit_end(struct kit *kit);
/* The tools, valid until kit_begin is called again. NULL, with a report, when a font cannot be opened. */
struct layout_tools *kit_tools(struct kit *kit, struct diags *diags);

#endif

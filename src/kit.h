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
 * The tools for a volume of these fonts, valid until the next call; adds the files behind them to `inputs`.
 * NULL, with a report, when a font cannot be opened.
 */
struct layout_tools *kit_open(struct kit *kit, const char *const fonts[FONT_ROLE_COUNT], int workers,
                              struct inputs *inputs, struct diags *diags);

#endif

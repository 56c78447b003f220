/* watch: builds volumes again whenever a file that they depend on changes. */
#ifndef WATCH_H
#define WATCH_H

#include "compile.h"

/*
 * Until SIGINT, SIGTERM or SIGHUP. On a terminal the messages of the last builds stand in place, with a line for each
 * volume; elsewhere they are printed as by single builds. Returns the exit status: 0 when it was asked to end, 2 when
 * the system cannot watch.
 */
int watch_volumes(const char *const *paths, size_t count, const struct compile_options *options);

#endif

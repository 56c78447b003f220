/*
 * notice: waits until something happens in the folders of the files that a run depends on, or until the program is
 * asked to end. Hides inotify and signals; Linux only.
 */
#ifndef NOTICE_H
#define NOTICE_H

#include "base/base.h"

enum noticed { NOTICED_NOTHING, NOTICED_CHANGE, NOTICED_END };

struct notice;
/*
 * From here on SIGINT, SIGTERM and SIGHUP, unless they were ignored, are told by notice_wait. NULL: the system has no
 * such thing, errno says why.
 */
struct notice *notice_open(void);
void notice_close(struct notice *notice);
/* While a build runs the signals end the program at once, with status 0; first the terminal's line is erased. */
void notice_begin_build(struct notice *notice, bool terminal);
void notice_end_build(struct notice *notice);
/* Follows no file any longer. */
void notice_forget(struct notice *notice);
/* Before the same files are followed once more: folders may have come since. */
void notice_look_again(struct notice *notice);
/*
 * Watches what leads to a file: its folder, those that hold links on the way, or the nearest that exists. False: the
 * system allows no more, errno says why.
 */
bool notice_follow(struct notice *notice, const char *path);
/* Milliseconds; -1: without end. */
enum noticed notice_wait(struct notice *notice, int milliseconds);

#endif

/* For the unit tests: each check is a line of the Test Anything Protocol, what was wrong a comment below it. */
#ifndef TEST_CHECK_H
#define TEST_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int number, failures;

static inline void check(bool good, const char *name)
{
    printf("%s %d - %s\n", good ? "ok" : "not ok", ++number, name);
    failures += !good;
}

/* Two texts; NULL is the same as NULL alone. */
static inline void same(const char *got, const char *want, const char *name)
{
    bool good = got && want ? strcmp(got, want) == 0 : got == want;
    check(good, name);
    if (!good)
        printf("# got “%s”, want “%s”\n", got ? got : "(none)", want ? want : "(none)");
}

#endif

/* timings: how long each stage of a run took, for `--timings`. Nothing that is printed into a volume depends on it. */
#ifndef TIMINGS_H
#define TIMINGS_H

#include <stdio.h>
#include <time.h>

enum { TIMINGS_MOST = 24 };
struct timings {
    struct timespec start, cpu_start, wall, cpu; /* of the run; of the stage that runs now */
    struct {
        const char *name;
        int round;
        double wall, cpu;
    } stages[TIMINGS_MOST];
    int count;
};

void timings_start(struct timings *timings);
/* Ends the stage that runs now and begins the next. The name must live as long as the timings; round 0: none. */
void timings_end_stage(struct timings *timings, const char *name, int round);
/* What came between belongs to no stage: that which runs now begins here. */
void timings_skip(struct timings *timings);
/* Adds the stages of what ran beside these. */
void timings_add(struct timings *timings, const struct timings *beside);
double timings_since_start(const struct timings *timings);
/*
 * A line a stage: seconds by the clock, seconds of all threads together (also of what ran beside it), name; then those
 * of the whole run.
 */
void timings_print(const struct timings *timings, FILE *out);

#endif

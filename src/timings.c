/* timings: stages by the clock and by the time of the processor. */
#include "timings.h"

static struct timespec read_clock(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return now;
}

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

void timings_start(struct timings *timings)
{
    timings->count = 0;
    timings->start = timings->wall = read_clock(CLOCK_MONOTONIC);
    timings->cpu = timings->cpu_start = read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

void timings_skip(struct timings *timings)
{
    timings->wall = read_clock(CLOCK_MONOTONIC);
    timings->cpu = read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

void timings_add(struct timings *timings, const struct timings *beside)
{
    for (int i = 0; i < beside->count && timings->count < TIMINGS_MOST; i++)
        timings->stages[timings->count++] = beside->stages[i];
}

void timings_end_stage(struct timings *timings, const char *name, int round)
{
    struct timespec wall = read_clock(CLOCK_MONOTONIC), cpu = read_clock(CLOCK_PROCESS_CPUTIME_ID);
    int at = timings->count;
    if (at < TIMINGS_MOST) {
        timings->stages[at].name = name;
        timings->stages[at].round = round;
        timings->stages[at].wall = seconds_between(&timings->wall, &wall);
        timings->stages[at].cpu = seconds_between(&timings->cpu, &cpu);
        timings->count++;
    }
    timings->wall = wall;
    timings->cpu = cpu;
}

double timings_since_start(const struct timings *timings)
{
    struct timespec now = read_clock(CLOCK_MONOTONIC);
    return seconds_between(&timings->start, &now);
}

/* Milliseconds are printed by hand: the decimal point of printf follows the locale. */
static void print_line(FILE *out, double wall, double cpu, const char *name, int round)
{
    long w = (long)(wall * 1000 + 0.5), c = (long)(cpu * 1000 + 0.5);
    fprintf(out, "%5ld.%03ld %5ld.%03ld  %s", w / 1000, w % 1000, c / 1000, c % 1000, name);
    if (round > 0)
        fprintf(out, " %d", round);
    fputc('\n', out);
}

void timings_print(const struct timings *timings, FILE *out)
{
    fputs("   wall s     cpu s  stage\n", out);
    for (int i = 0; i < timings->count; i++)
        print_line(out, timings->stages[i].wall, timings->stages[i].cpu, timings->stages[i].name,
                   timings->stages[i].round);
    print_line(out, seconds_between(&timings->start, &timings->wall),
               seconds_between(&timings->cpu_start, &timings->cpu), "all", 0);
}

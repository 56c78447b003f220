/* base: a loop over indexes by several threads. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/base.h"

struct work {
    atomic_size_t next;
    size_t count;
    void (*job)(void *context, size_t index, int worker);
    void *context;
};
/* Jobs with a sequel each; one worker at a time is at the sequels. */
struct sequence {
    size_t count, first;
    void (*job)(void *context, size_t index, int worker);
    void (*then)(void *context, size_t index);
    void *context;
    atomic_bool *done;   /* by index: the job is */
    atomic_size_t sequel; /* the next one to come */
    atomic_flag taken;
};
struct hand {
    struct work *work;
    int number;
    pthread_t thread;
    bool started;
};

static void *run(void *given)
{
    struct hand *hand = given;
    struct work *work = hand->work;
    for (;;) {
        size_t index = atomic_fetch_add(&work->next, 1);
        if (index >= work->count)
            return NULL;
        work->job(work->context, index, hand->number);
    }
}

void workers_run(int workers, size_t count, void (*job)(void *context, size_t index, int worker), void *context)
{
    enum { MOST = 64 };
    struct hand hands[MOST];
    struct work work = {.count = count, .job = job, .context = context};
    atomic_init(&work.next, 0);
    if (workers > MOST)
        workers = MOST;
    if ((size_t)workers > count)
        workers = (int)count;
    for (int i = 1; i < workers; i++) {
        hands[i] = (struct hand){.work = &work, .number = i};
        hands[i].started = pthread_create(&hands[i].thread, NULL, run, &hands[i]) == 0;
    }
    hands[0] = (struct hand){.work = &work};
    run(&hands[0]);
    for (int i = 1; i < workers; i++)
        if (hands[i].started)
            pthread_join(hands[i].thread, NULL);
}

static bool sequel_is_due(struct sequence *sequence)
{
    size_t index = atomic_load(&sequence->sequel);
    return index < sequence->count && atomic_load(&sequence->done[index]);
}

/* Whoever finds the sequels taken leaves its own to the one that has them: that looks again after it let go. */
static void run_sequels(struct sequence *sequence)
{
    while (sequel_is_due(sequence) && !atomic_flag_test_and_set(&sequence->taken)) {
        while (sequel_is_due(sequence)) {
            sequence->then(sequence->context, atomic_load(&sequence->sequel));
            atomic_fetch_add(&sequence->sequel, 1);
        }
        atomic_flag_clear(&sequence->taken);
    }
}

static void run_in_sequence(void *context, size_t number, int worker)
{
    struct sequence *sequence = context;
    size_t index = (sequence->first + number) % sequence->count;
    sequence->job(sequence->context, index, worker);
    atomic_store(&sequence->done[index], true);
    run_sequels(sequence);
}

void workers_run_in_order(int workers, size_t count, size_t first,
                          void (*job)(void *context, size_t index, int worker),
                          void (*then)(void *context, size_t index), void *context)
{
    struct sequence sequence = {.count = count, .first = first, .job = job, .then = then, .context = context,
                                .done = base_malloc((count + 1) * sizeof *sequence.done), .taken = ATOMIC_FLAG_INIT};
    for (size_t i = 0; i < count; i++)
        atomic_init(&sequence.done[i], false);
    atomic_init(&sequence.sequel, 0);
    workers_run(workers, count, run_in_sequence, &sequence);
    free(sequence.done);
}

/* base: a loop over indexes by several threads. */
#include <pthread.h>
#include <stdatomic.h>

#include "base/base.h"

struct work {
    atomic_size_t next;
    size_t count;
    void (*job)(void *context, size_t index, int worker);
    void *context;
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

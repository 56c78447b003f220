/*
 * base: worker threads. A loop over indexes is open while it has some left: workers that are free go to the newest, and
 * stay until it has none. Who opened it is one of them, and waits for the others; so a job may open a loop itself.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/base.h"

/* Guarded by the lock of the workers, but for `next`, which takes the next index for who asks. */
struct loop {
    atomic_size_t next;
    size_t count;
    void (*job)(void *context, size_t index, int worker);
    void *context;
    int busy;           /* workers at it, without who opened it */
    struct loop *older; /* among those that are open */
};
struct hand {
    struct workers *workers;
    int number; /* from 1; 0: who opened the workers */
    pthread_t thread;
};
struct workers {
    int count;
    pthread_mutex_t lock;
    pthread_cond_t opened, left; /* a loop was; the last worker has a loop */
    struct loop *newest;
    bool closing;
    struct hand hands[]; /* count - 1 of them */
};

static void work_at(struct loop *loop, int number)
{
    for (;;) {
        size_t index = atomic_fetch_add(&loop->next, 1);
        if (index >= loop->count)
            return;
        loop->job(loop->context, index, number);
    }
}

static void open_loop(struct workers *workers, struct loop *loop)
{
    pthread_mutex_lock(&workers->lock);
    loop->older = workers->newest;
    workers->newest = loop;
    pthread_cond_broadcast(&workers->opened);
    pthread_mutex_unlock(&workers->lock);
}

/* When it has no index left. */
static void shut_loop(struct workers *workers, struct loop *loop)
{
    struct loop **at = &workers->newest;
    while (*at && *at != loop)
        at = &(*at)->older;
    if (*at)
        *at = loop->older;
}

/* An errand that nobody has begun comes first: who gave it goes on with something else meanwhile. */
static struct loop *choose_loop(const struct workers *workers)
{
    for (struct loop *loop = workers->newest; loop; loop = loop->older)
        if (loop->count == 1 && loop->busy == 0)
            return loop;
    return workers->newest;
}

static void *serve(void *given)
{
    struct hand *hand = given;
    struct workers *workers = hand->workers;
    pthread_mutex_lock(&workers->lock);
    while (!workers->closing) {
        struct loop *loop = choose_loop(workers);
        if (!loop) {
            pthread_cond_wait(&workers->opened, &workers->lock);
            continue;
        }
        loop->busy++;
        pthread_mutex_unlock(&workers->lock);
        work_at(loop, hand->number);
        pthread_mutex_lock(&workers->lock);
        shut_loop(workers, loop);
        if (--loop->busy == 0)
            pthread_cond_broadcast(&workers->left);
    }
    pthread_mutex_unlock(&workers->lock);
    return NULL;
}

/* Signals are for the thread that opens the workers: it holds them back while files are written. */
static void start_hands(struct workers *workers, int count)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_mutex_lock(&workers->lock);
    while (workers->count < count) {
        struct hand *hand = &workers->hands[workers->count - 1];
        *hand = (struct hand){.workers = workers, .number = workers->count};
        if (pthread_create(&hand->thread, NULL, serve, hand) != 0)
            break;
        workers->count++;
    }
    pthread_mutex_unlock(&workers->lock);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct workers *workers_open(int count)
{
    if (count < 2)
        return NULL;
    struct workers *workers = base_malloc(sizeof *workers + (size_t)(count - 1) * sizeof *workers->hands);
    *workers = (struct workers){.count = 1};
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->opened, NULL);
    pthread_cond_init(&workers->left, NULL);
    start_hands(workers, count);
    return workers;
}

void workers_close(struct workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->closing = true;
    pthread_cond_broadcast(&workers->opened);
    pthread_mutex_unlock(&workers->lock);
    for (int i = 0; i < workers->count - 1; i++)
        pthread_join(workers->hands[i].thread, NULL);
    pthread_cond_destroy(&workers->left);
    pthread_cond_destroy(&workers->opened);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}

int workers_count(const struct workers *workers)
{
    return workers ? workers->count : 1;
}

static int own_number(const struct workers *workers)
{
    pthread_t own = pthread_self();
    for (int i = 0; workers && i < workers->count - 1; i++)
        if (pthread_equal(workers->hands[i].thread, own))
            return workers->hands[i].number;
    return 0;
}

/* Takes part in an open loop, until all of it is done. */
static void finish_loop(struct workers *workers, struct loop *loop)
{
    work_at(loop, own_number(workers));
    pthread_mutex_lock(&workers->lock);
    shut_loop(workers, loop);
    while (loop->busy > 0)
        pthread_cond_wait(&workers->left, &workers->lock);
    pthread_mutex_unlock(&workers->lock);
}

void workers_run(struct workers *workers, size_t count, void (*job)(void *context, size_t index, int worker),
                 void *context)
{
    struct loop loop = {.count = count, .job = job, .context = context};
    atomic_init(&loop.next, 0);
    if (!workers || count < 2) {
        work_at(&loop, own_number(workers));
        return;
    }
    open_loop(workers, &loop);
    finish_loop(workers, &loop);
}

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

void workers_run_in_order(struct workers *workers, size_t count, size_t first,
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

struct errand {
    struct loop loop; /* of one job */
    void (*job)(void *context);
    void *context;
};

static void run_errand(void *context, size_t index, int worker)
{
    struct errand *errand = context;
    errand->job(errand->context);
    (void)index, (void)worker;
}

struct errand *workers_begin(struct workers *workers, void (*job)(void *context), void *context)
{
    struct errand *errand = base_malloc(sizeof *errand);
    *errand = (struct errand){.loop = {.count = 1, .job = run_errand, .context = errand}, .job = job,
                              .context = context};
    atomic_init(&errand->loop.next, 0);
    if (workers)
        open_loop(workers, &errand->loop);
    return errand;
}

void workers_end(struct workers *workers, struct errand *errand)
{
    if (workers)
        finish_loop(workers, &errand->loop);
    else
        work_at(&errand->loop, 0);
    free(errand);
}

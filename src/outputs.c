/* outputs: files that wait, and their writing. */
#include "outputs.h"

#include <errno.h>
#include <signal.h>

void output_lay_aside(struct output *output)
{
    output->aside = spill_new(output->bytes.at, output->bytes.n);
    output->size = output->bytes.n;
    if (output->aside)
        buf_free(&output->bytes);
}

void outputs_free(struct outputs *outputs)
{
    for (size_t i = 0; i < outputs->n; i++) {
        spill_free(outputs->at[i].aside);
        buf_free(&outputs->at[i].bytes);
        arena_free(outputs->at[i].arena);
    }
}

/* Signals that end the program wait while files are written: no temporary file is left behind. */
static void hold_signals(bool hold)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &signals, NULL);
}

/* A text that the volume includes may have the name that the text edition is given. */
bool outputs_spare(const struct outputs *outputs, const struct inputs *inputs, struct diags *diags)
{
    for (size_t i = 0; i < outputs->n; i++)
        if (inputs_have(inputs, outputs->at[i].path))
            diag(diags, DIAG_OUTPUT_IS_INPUT, POS_NONE, outputs->at[i].path);
    return !diags_count(diags, SEVERITY_ERROR);
}

/* The disk is slower than the workers: each file is on its way while the others are. */
static void stage(void *context, size_t index, int worker)
{
    struct output *output = &((struct output *)context)[index];
    const void *bytes = output->aside ? spill_bytes(output->aside) : output->bytes.at;
    size_t size = output->aside ? output->size : output->bytes.n;
    output->arena = arena_new();
    if (output->aside && !bytes)
        output->reason = arena_strdup(output->arena, strerror(errno));
    else
        output->reason = file_stage(output->arena, output->path, bytes, size, &output->temporary);
    (void)worker;
}

static const struct output *commit_all(struct outputs *outputs)
{
    for (size_t i = 0; i < outputs->n; i++)
        if (outputs->at[i].reason)
            return &outputs->at[i];
    for (size_t i = 0; i < outputs->n; i++) {
        struct output *output = &outputs->at[i];
        output->reason = file_commit(output->arena, output->temporary, output->path);
        output->temporary = NULL;
        if (output->reason)
            return output;
    }
    return NULL;
}

/* All files are on the disk before the first changes its name: what may fail, fails before anything has changed. */
bool outputs_write(struct workers *workers, struct outputs *outputs, struct diags *diags)
{
    hold_signals(true);
    workers_run(workers, outputs->n, stage, outputs->at);
    const struct output *failed = commit_all(outputs);
    for (size_t i = 0; i < outputs->n; i++)
        file_discard(outputs->at[i].temporary);
    hold_signals(false);
    if (failed)
        diag(diags, DIAG_OUTPUT_NOT_WRITTEN, POS_NONE, failed->path, failed->reason);
    return !failed;
}

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

/* All files are on the disk before the first changes its name: what may fail, fails before anything has changed. */
bool outputs_write(struct arena *arena, struct outputs *all, struct diags *diags)
{
    struct output *outputs = all->at;
    size_t count = all->n, i = 0;
    const char *reason = NULL;
    hold_signals(true);
    for (; i < count && !reason; i++) {
        const void *bytes = outputs[i].aside ? spill_bytes(outputs[i].aside) : outputs[i].bytes.at;
        size_t size = outputs[i].aside ? outputs[i].size : outputs[i].bytes.n;
        reason = bytes ? file_stage(arena, outputs[i].path, bytes, size, &outputs[i].temporary)
                       : strerror(errno);
    }
    for (size_t k = 0; k < count && !reason; k++) {
        reason = file_commit(arena, outputs[k].temporary, outputs[k].path);
        outputs[k].temporary = NULL;
        i = k + 1;
    }
    for (size_t k = 0; k < count; k++)
        file_discard(outputs[k].temporary);
    hold_signals(false);
    if (reason)
        diag(diags, DIAG_OUTPUT_NOT_WRITTEN, POS_NONE, outputs[i - 1].path, reason);
    return !reason;
}

/* base: bytes that wait outside of memory. */
#include <stdlib.h>
#include <sys/mman.h>

#include "base/base.h"

struct spill {
    FILE *file;
    size_t size;
    void *bytes; /* mapped, once they have been asked for; NULL */
};

struct spill *spill_new(const void *bytes, size_t size)
{
    FILE *file = size ? tmpfile() : NULL;
    if (!file)
        return NULL;
    if (fwrite(bytes, 1, size, file) != size || fflush(file)) {
        fclose(file);
        return NULL;
    }
    struct spill *spill = base_malloc(sizeof *spill);
    *spill = (struct spill){.file = file, .size = size};
    return spill;
}

const void *spill_bytes(struct spill *spill)
{
    if (!spill->bytes) {
        void *bytes = mmap(NULL, spill->size, PROT_READ, MAP_PRIVATE, fileno(spill->file), 0);
        spill->bytes = bytes == MAP_FAILED ? NULL : bytes;
    }
    return spill->bytes;
}

void spill_free(struct spill *spill)
{
    if (!spill)
        return;
    if (spill->bytes)
        munmap(spill->bytes, spill->size);
    fclose(spill->file);
    free(spill);
}

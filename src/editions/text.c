/* Edition `text`: plain text, in pages or continuous. */
#include "editions/internal.h"

static bool write_text(const struct edition_input *input, struct buf *out)
{
    plain_write(input->plain, out);
    return true;
}

const struct edition edition_text = {"text", ".txt", false, write_text};

/* What one worker sets paragraphs with, and how much of what it finds it may report. */
#include "lines/inline.h"

bool setter_may_report(struct setter *setter)
{
    if (!setter->diags || (setter->findings_left && *setter->findings_left == 0))
        return false;
    if (setter->findings_left)
        --*setter->findings_left;
    return true;
}

bool setter_forget(struct setter *setter)
{
    bool forgot = shaper_forget(setter->shaper);
    if (forgot)
        syllables_forget(setter->syllables);
    return forgot;
}

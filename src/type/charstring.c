/*
 * The width at the start of a Type 2 charstring (Adobe Technical Note 5177, 3.1 and 4.1): an operand too many of the
 * first operator that clears the stack.
 */
#include "type/copies.h"

enum {
    HSTEM = 1, VSTEM = 3, VMOVETO = 4, ENDCHAR = 14, HSTEMHM = 18, HINTMASK = 19, CNTRMASK = 20, RMOVETO = 21,
    HMOVETO = 22, VSTEMHM = 23, SHORT = 28, FIXED = 255
};

/* The size of the number that begins here; 0: it is an operator. */
static size_t number_size(uint8_t first)
{
    return first == FIXED ? 5 : first >= 247 ? 2 : first >= 32 ? 1 : first == SHORT ? 3 : 0;
}

/* Has the first operator, with so many operands, a width among them? -1: none can tell. */
static int has_width(uint8_t operator, size_t operands)
{
    switch (operator) {
    case HSTEM:
    case VSTEM:
    case HSTEMHM:
    case VSTEMHM:
    case HINTMASK:
    case CNTRMASK:
        return operands % 2 == 1;
    case RMOVETO:
        return operands > 2;
    case HMOVETO:
    case VMOVETO:
        return operands > 1;
    case ENDCHAR:
        return operands == 1 || operands == 5;
    default:
        return -1;
    }
}

bool charstring_with_width(const uint8_t *at, size_t size, int32_t nominal, int32_t width, struct buf *out)
{
    size_t end = 0, operands = 0;
    while (end < size && number_size(at[end])) {
        end += number_size(at[end]);
        operands++;
    }
    int has = end < size ? has_width(at[end], operands) : -1;
    int32_t more = width - nominal;
    if (has < 0 || more < INT16_MIN || more > INT16_MAX)
        return false;
    size_t skipped = has ? number_size(*at) : 0;
    buf_putc(out, SHORT);
    buf_putc(out, (char)(more >> 8));
    buf_putc(out, (char)more);
    buf_append(out, at + skipped, size - skipped);
    return true;
}

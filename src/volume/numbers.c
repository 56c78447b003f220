/* volume: check digits of ISBN (ISO 2108), ISSN (ISO 3297) and ORCID (ISO/IEC 7064, MOD 11-2). */
#include <string.h>

#include "volume/internal.h"

/*
 * The digits of a number written with hyphens or spaces; 'X' counts as ten where it stands last. Returns
 * their number, or -1 when something else stands there or there are more than 16.
 */
static int collect_digits(const char *text, int *digits)
{
    int n = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        bool is_ten = (*text == 'X' || *text == 'x') && !text[1];
        if (n == 16 || (!is_ten && (*text < '0' || *text > '9')))
            return -1;
        digits[n++] = is_ten ? 10 : *text - '0';
    }
    return n;
}

static const char *compare(struct arena *arena, int found, int expected)
{
    if (found == expected)
        return NULL;
    const char *digit = expected == 10 ? "X" : arena_format(arena, "%d", expected);
    return arena_format(arena, "its last digit should be %s", digit);
}

/* Weights from `n` down to 2, modulo 11: ISBN-10 and ISSN. */
static int weighted_check_digit(const int *digits, int n)
{
    int sum = 0;
    for (int i = 0; i < n - 1; i++)
        sum += digits[i] * (n - i);
    return (11 - sum % 11) % 11;
}

const char *isbn_fault(struct arena *arena, const char *isbn)
{
    int digits[16], n = collect_digits(isbn, digits);
    if (n == 10)
        return compare(arena, digits[9], weighted_check_digit(digits, 10));
    if (n != 13 || digits[12] > 9)
        return "an ISBN has 10 or 13 digits";
    if (digits[0] != 9 || digits[1] != 7 || digits[2] < 8 || digits[2] > 9)
        return "an ISBN of 13 digits begins with 978 or 979";
    int sum = 0;
    for (int i = 0; i < 12; i++)
        sum += digits[i] * (i % 2 ? 3 : 1);
    return compare(arena, digits[12], (10 - sum % 10) % 10);
}

const char *issn_fault(struct arena *arena, const char *issn)
{
    int digits[16], n = collect_digits(issn, digits);
    return n == 8 ? compare(arena, digits[7], weighted_check_digit(digits, 8)) : "an ISSN has 8 digits";
}

const char *orcid_fault(struct arena *arena, const char *orcid)
{
    static const char *const prefixes[] = {"https://orcid.org/", "http://orcid.org/", "orcid.org/"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(orcid, prefixes[i], strlen(prefixes[i])) == 0) {
            orcid += strlen(prefixes[i]);
            break;
        }
    }
    int digits[16], n = collect_digits(orcid, digits), total = 0;
    if (n != 16)
        return "an ORCID iD has 16 digits";
    for (int i = 0; i < 15; i++)
        total = (total + digits[i]) * 2;
    return compare(arena, digits[15], (12 - total % 11) % 11);
}

/* reader: dates as ISO 8601 writes them, to the year, the month, the day or the minute. */
#include <string.h>

#include "reader/internal.h"

/* Reads exactly `digits` digits (with at_most: one at least) and moves on. */
static bool read_digits(const char **text, int digits, bool at_most, int *out)
{
    int value = 0, n = 0;
    for (; n < digits && **text >= '0' && **text <= '9'; n++)
        value = value * 10 + *(*text)++ - '0';
    *out = value;
    return n == digits || (at_most && n > 0);
}

static bool skip(const char **text, const char *any_of)
{
    if (!**text || !strchr(any_of, **text))
        return false;
    ++*text;
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool parse_date(const char *text, bool with_time, struct date *date)
{
    *date = (struct date){.hour = -1};
    if (!read_digits(&text, 4, false, &date->year))
        return false;
    if (skip(&text, "-") && !read_digits(&text, 2, false, &date->month))
        return false;
    if (date->month && skip(&text, "-") && !read_digits(&text, 2, false, &date->day))
        return false;
    if (date->day && with_time && skip(&text, " Tt")) {
        text += strspn(text, " ");
        if (!read_digits(&text, 2, true, &date->hour) || !skip(&text, ":") ||
            !read_digits(&text, 2, false, &date->minute))
            return false;
    }
    return !*text;
}

static bool is_real(struct date date)
{
    if (date.year < 1 || date.month < 0 || date.month > 12 || date.hour > 23 || date.minute > 59)
        return false;
    return date.day == 0 || (date.month > 0 && date.day <= days_in_month(date.year, date.month));
}

/* "00" as month or day would read as "not said". */
static bool has_zero_part(const char *text)
{
    return strncmp(text + 4, "-00", 3) == 0 || (strlen(text) >= 10 && strncmp(text + 7, "-00", 3) == 0);
}

bool read_date(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    struct date date;
    if (node->kind != NODE_SCALAR)
        return wrong_type(reader, key, node);
    bool parsed = parse_date(node->text, key->with_time, &date);
    bool zero = strlen(node->text) >= 7 && has_zero_part(node->text);
    if (!parsed && !zero)
        return wrong_type(reader, key, node);
    if (zero || !is_real(date)) {
        diag(reader->diags, DIAG_READER_NO_SUCH_DATE, node->pos, excerpt(reader->arena, node->text));
        return false;
    }
    *(struct date *)out = date;
    return true;
}

/*
 * yaml: syntax errors in words that help. libyaml names the state of its parser ("did not find expected key")
 * and often the place where it noticed, not the place of the slip; a table gives the text, the remedy and the
 * better place.
 */
#include <string.h>

#include "yaml/internal.h"

enum where { AT_PROBLEM, AT_CONTEXT };

struct explanation {
    const char *problem; /* libyaml's words */
    enum where where;
    /* %c: the character there; %n: the line of the problem; %l: the line of the context. */
    const char *text, *remedy;
};

static const struct explanation explanations[] = {
    {"did not find expected '-' indicator", AT_PROBLEM,
     "this line is no item of the list that begins on line %l",
     "indent the “-” of all items equally, and the keys of an item two spaces further"},
    {"found character that cannot start any token", AT_PROBLEM, "a text cannot begin with “%c”",
     "put the whole text in quotes"},
    {"did not find expected alphabetic or numeric character", AT_CONTEXT, "a text cannot begin with “%c”",
     "put the whole text in quotes, or begin it on the next line after “|”"},
    {"found unexpected non-alphabetical character", AT_CONTEXT, "a line cannot begin with “%c”",
     "put the key in quotes"},
    {"found unexpected end of stream", AT_CONTEXT, "this quotation mark is never closed",
     "close it; inside '…' write '' for an apostrophe"},
    {"found unexpected document indicator", AT_CONTEXT, "this quotation mark is not closed before line %n",
     "close it; inside '…' write '' for an apostrophe"},
    {"did not find expected ',' or ']'", AT_CONTEXT, "this list is not closed where line %n goes on",
     "close it with “]”, and put texts with , : [ ] { } in quotes"},
    {"did not find expected ',' or '}'", AT_CONTEXT, "this mapping is not closed where line %n goes on",
     "close it with “}”, and put texts with , : [ ] { } in quotes"},
    {"found unknown escape character", AT_PROBLEM, "an unknown escape after the backslash",
     "write \\\\ for a backslash, or use single quotes"},
    {"did not find expected hexdecimal number", AT_PROBLEM, "an escape without its hexadecimal digits",
     "write the character itself, or all digits: \\x41, \\u0041"},
    {"found invalid Unicode character escape code", AT_PROBLEM,
     "an escape for a character that does not exist", "write the character itself"},
    {"block sequence entries are not allowed in this context", AT_PROBLEM,
     "a list cannot begin in the middle of a line",
     "begin it on the next line; put a text that begins with “- ” in quotes"},
    {"did not find expected comment or line break", AT_PROBLEM, "text on the line of “|” or “>”",
     "begin the text on the next line, indented"},
    {"did not find expected node content", AT_PROBLEM, "a value is missing before “%c”",
     "write the value, or quotes around it"},
    {"could not find expected ':'", AT_CONTEXT, "this line is no “key: value”",
     "add the colon with a space after it, or indent the line to continue the text above"},
    {"did not find expected <document start>", AT_PROBLEM, "this line follows the end of the mapping",
     "indent it like the lines above, and delete a line “...”"},
    {"found incompatible YAML document", AT_PROBLEM, "an unknown version of YAML", "delete the line “%YAML”"},
};

/* libyaml has one sentence for two slips: a text with a colon in it, and a line indented too far. */
static struct explanation explain_colon(const char *line, size_t size, size_t column)
{
    for (size_t i = 0; i + 1 < size && i < column; i++)
        if (line[i] == ':' && line[i + 1] == ' ')
            return (struct explanation){.text = "a text with a colon and a space in it needs quotes",
                                        .remedy = "put the whole text after the first colon in quotes"};
    return (struct explanation){
        .text = "a key cannot stand here: the line above is a text",
        .remedy = "put a colon and a space after the key above, or indent this line like it"};
}

static struct explanation explain_key(const char *line, size_t column)
{
    const char *before = line + column;
    while (before > line && before[-1] == ' ')
        before--;
    if (before > line && strchr("'\"", before[-1]))
        return (struct explanation){.text = "text goes on after the closing quotation mark",
                                    .remedy = "put all in quotes; inside '…' write '' for an apostrophe"};
    if (before > line)
        return (struct explanation){.text = "text goes on after the end of the value",
                                    .remedy = "put all of it in quotes"};
    if (line[column] == '-')
        return (struct explanation){.text = "this item is indented unlike the items above",
                                    .remedy = "indent the “-” of all items of a list equally"};
    return (struct explanation){
        .text = "this line is no key of the mapping that begins on line %l",
        .remedy = "indent it like the other keys, or further to continue the value above"};
}

static struct explanation explain(const struct syntax_problem *problem, const char *line, size_t size)
{
    const char *at = line;
    for (int64_t i = 0; i < problem->column && at < line + size; i++)
        utf8_next(&at, line + size);
    size_t column = (size_t)(at - line);
    if (strcmp(problem->problem, "mapping values are not allowed in this context") == 0)
        return explain_colon(line, size, column);
    if (strcmp(problem->problem, "did not find expected key") == 0)
        return explain_key(line, column);
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++)
        if (strcmp(explanations[i].problem, problem->problem) == 0)
            return explanations[i];
    return (struct explanation){.text = problem->problem, .remedy = "check quotes, brackets and indentation"};
}

static const char *fill_in(struct arena *arena, const char *text, const struct syntax_problem *problem,
                           const struct cursor *place)
{
    struct buf out = {0};
    const char *next = place->at;
    if (next < place->end)
        utf8_next(&next, place->end);
    for (; *text; text++) {
        if (text[0] == '%' && text[1] == 'n')
            buf_format(&out, "%lld", (long long)problem->line + 1);
        else if (text[0] == '%' && text[1] == 'l')
            buf_format(&out, "%lld",
                       (long long)(problem->context ? problem->context_line : problem->line) + 1);
        else if (text[0] == '%' && text[1] == 'c')
            buf_append(&out, place->at, (size_t)(next - place->at));
        else {
            buf_putc(&out, *text);
            continue;
        }
        text++;
    }
    const char *filled = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return filled;
}

/* The place of a tab among the white space that a line begins with; column 0: there is none. */
static struct pos find_tab(const struct sources *sources, uint32_t file, int64_t line)
{
    size_t size;
    const char *text = line < 0 ? NULL : sources_line(sources, file, (uint32_t)line + 1, &size);
    for (size_t i = 0; text && i < size && (text[i] == ' ' || text[i] == '\t'); i++)
        if (text[i] == '\t')
            return (struct pos){file, (uint32_t)line + 1, (uint32_t)i + 1};
    return POS_NONE;
}

/* Does the file end at a place, but for white space? A quotation mark that is never closed is another matter. */
static bool ends_in_bracket(const struct sources *sources, const struct syntax_problem *problem, struct pos place)
{
    struct cursor cursor = cursor_at(sources, place);
    while (cursor.at < cursor.end && strchr(" \t\r\n", *cursor.at))
        cursor.at++;
    return problem->bracket.file && cursor.at == cursor.end &&
           strcmp(problem->problem, "found unexpected end of stream") != 0;
}

void report_syntax(struct arena *arena, const struct sources *sources, uint32_t file, struct diags *diags,
                   const struct syntax_problem *given)
{
    struct syntax_problem problem = *given;
    if (!problem.problem)
        problem.problem = "the file cannot be read as YAML";
    struct pos tab = find_tab(sources, file, problem.line);
    if (tab.column) {
        diag(diags, DIAG_YAML_TAB, tab);
        return;
    }
    struct pos place = {file, (uint32_t)problem.line + 1, (uint32_t)problem.column + 1};
    struct pos context = {file, (uint32_t)problem.context_line + 1, (uint32_t)problem.context_column + 1};
    if (strcmp(problem.problem, "found undefined tag handle") == 0) {
        diag(diags, DIAG_YAML_TAG, context);
        return;
    }
    size_t size;
    const char *line = sources_line(sources, file, place.line, &size);
    struct explanation explanation = explain(&problem, line ? line : "", line ? size : 0);
    if (ends_in_bracket(sources, &problem, place)) {
        explanation = (struct explanation){.text = "this %c is never closed",
                                           .remedy = "write the bracket that closes it where the list or mapping ends"};
        place = problem.bracket;
    } else if (explanation.where == AT_CONTEXT && problem.context) {
        place = context;
    }
    struct cursor cursor = cursor_at(sources, place);
    diag(diags, DIAG_YAML_SYNTAX, place, fill_in(arena, explanation.text, &problem, &cursor),
         fill_in(arena, explanation.remedy, &problem, &cursor));
}

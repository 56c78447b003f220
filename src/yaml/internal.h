/* yaml: what its files share; not for other modules. */
#ifndef YAML_INTERNAL_H
#define YAML_INTERNAL_H

#include "yaml/yaml.h"

/* A place in the bytes of a source file that knows its line and column. */
struct cursor {
    const char *at, *end;
    struct pos pos;
};
/* The cursor at a position of a file; at the file's end when there is no such place. */
struct cursor cursor_at(const struct sources *sources, struct pos pos);
/* Moves over one character; CR LF counts as one line end. */
void cursor_step(struct cursor *cursor);
bool cursor_at_line_end(const struct cursor *cursor);

/* Number of spaces that `size` bytes begin with. */
size_t leading_spaces(const char *bytes, size_t size);

/* What libyaml says about a syntax error; lines and columns count from 0, line -1: none. */
struct syntax_problem {
    const char *problem, *context;
    int64_t line, column, context_line, context_column;
    struct pos bracket; /* the innermost [ or { that is open there; file 0: none */
};
/* Reports a syntax error in words that help, at the place where it can be mended. */
void report_syntax(struct arena *arena, const struct sources *sources, uint32_t file, struct diags *diags,
                   const struct syntax_problem *problem);

#endif

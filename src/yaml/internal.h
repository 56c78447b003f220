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

/* A `|` scalar of which only the first line stands in an excerpt. */
struct literal {
    uint32_t line;     /* of the `|`, in the excerpt, from 0 */
    uint32_t left_out; /* lines, of this one and those before */
    size_t first_size; /* of the first line's text */
    const char *text;  /* all of it */
    size_t size;
};
struct excerpt {
    struct buf bytes;
    VEC(struct literal) literals;
    size_t found; /* literals that libyaml has come to */
    bool misread; /* something else stood there */
};
/* False when the file has nothing to leave out. Texts belong to the arena. */
bool excerpt_make(struct arena *arena, struct excerpt *excerpt, const char *bytes, size_t size);
void excerpt_free(struct excerpt *excerpt);
/* The line of the file, from 0, that is this one of the excerpt. */
uint32_t excerpt_line(const struct excerpt *excerpt, uint32_t line);
/* The literal that a scalar of libyaml's stands for; NULL: it is what it is. For all `|` scalars, in their order. */
const struct literal *excerpt_next(struct excerpt *excerpt, uint32_t line, const char *text, size_t size);
/* Has every literal been found where it was thought to stand? */
bool excerpt_holds(const struct excerpt *excerpt);

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

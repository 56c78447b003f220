/* starter: the commented volume that `proceedings init DIR` makes. */
#ifndef STARTER_H
#define STARTER_H

/* Writes it to a new or empty place; refuses to overwrite. Returns the exit status and says what was made. */
int starter_write(const char *folder);

#endif

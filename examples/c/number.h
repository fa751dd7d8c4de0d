#ifndef NUMBER_H
#define NUMBER_H

#include <err.h>
#include <errno.h>
#include <stdlib.h>

/* The decimal number in text, from min to max; anything else ends the program with exit code 2. */
static inline unsigned number(const char *text, unsigned min, unsigned max, const char *what) {
  char *end;
  errno = 0;
  unsigned long value = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || value < min || value > max)
    errx(2, "%s: '%s' is not a number from %u to %u", what, text, min, max);
  return (unsigned)value;
}

#endif

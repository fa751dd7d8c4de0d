#pragma once

#include <stddef.h>

struct arguments {
  const char *dir;
  size_t capacity; /* bytes that a group can hold */
  unsigned depth;  /* requests that a ring can hold, parked ones included */
};

/* DIR [--capacity=BYTES] [--depth=N], both powers of two. */
struct arguments parse(int argc, char **argv);

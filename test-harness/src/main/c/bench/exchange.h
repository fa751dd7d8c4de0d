#pragma once

#include <stdint.h>

#include "backend.h"

enum { MAX_SAMPLES = 4 * 1000 * 1000 };

/* The two ends that one thread has of a group. */
struct ends {
  int out, in;
};

struct ends open_ends(const struct backend *b, int group);

/* Room for MAX_SAMPLES. */
int64_t *new_samples(void);

/* Writes and reads a message over and over for that long; the ns of each, and how many. */
size_t exchange(const struct backend *b, struct ends ends, size_t size, double seconds,
                int64_t *samples);

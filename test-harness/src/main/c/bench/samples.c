#include "samples.h"

#include <stdlib.h>

static int ascending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int64_t percentile(int64_t *samples, size_t count, double p) {
  qsort(samples, count, sizeof *samples, ascending);
  return samples[(size_t)(p * (double)(count - 1) + 0.5)];
}

int64_t latest(const int64_t *times, size_t count) {
  int64_t last = times[0];
  for (size_t i = 1; i < count; i++) {
    if (times[i] > last) last = times[i];
  }
  return last;
}

/* One thread writes a message and reads it back, over and over. */
#include <stdio.h>

#include "exchange.h"
#include "measure.h"
#include "samples.h"

int measure_roundtrip(const struct backend *b, const struct options *o) {
  int64_t *samples = new_samples();
  b->install(o, 1, POLL);
  struct ends ends = open_ends(b, 0);
  size_t warm = exchange(b, ends, o->size, o->seconds / 10, samples);
  size_t count = exchange(b, ends, o->size, o->seconds, samples);
  b->uninstall(1);
  printf("median_us=%.3f\n", (double)percentile(samples, count, 0.50) / 1e3);
  printf("p99_us=%.3f\n", (double)percentile(samples, count, 0.99) / 1e3);
  printf("exchanges=%zu\n", warm + count);
  return 0;
}

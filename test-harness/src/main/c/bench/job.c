/* One job on a file of --bytes bytes: how many of them are done in a second. */
#include <stdio.h>

#include "clock.h"
#include "job_text.h"
#include "measure.h"

int measure_job(const struct backend *b, const struct options *o) {
  char *job = read_job(o->job);
  int64_t start = now_ns();
  b->perform(o, job);
  int64_t end = now_ns();
  printf("mb_per_s=%.1f\n", (double)o->bytes * 1e3 / (double)(end - start));
  return 0;
}

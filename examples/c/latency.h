#ifndef LATENCY_H
#define LATENCY_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Durations in nanoseconds, counted by size: 64 buckets for each power of two. So a percentile is at
 * most 1.6 % too high, and any number of them takes 30 KiB. The largest is exact.
 */
enum { LATENCY_BUCKETS = 58 * 64 + 64 };

struct latency {
  uint64_t count;
  uint64_t max;
  uint64_t buckets[LATENCY_BUCKETS];
};

static inline void latency_add(struct latency *l, int64_t duration_ns) {
  uint64_t ns = duration_ns < 0 ? 0 : (uint64_t)duration_ns;
  unsigned shift = ns < 64 ? 0 : 57 - (unsigned)__builtin_clzll(ns);
  l->buckets[shift * 64 + (ns >> shift)]++;
  l->count++;
  if (ns > l->max) l->max = ns;
}

static inline void latency_merge(struct latency *into, const struct latency *from) {
  for (int i = 0; i < LATENCY_BUCKETS; i++) into->buckets[i] += from->buckets[i];
  into->count += from->count;
  if (from->max > into->max) into->max = from->max;
}

/* The duration that `percent` of all do not exceed, in ns; 0 when there are none. */
static inline uint64_t latency_percentile(const struct latency *l, unsigned percent) {
  uint64_t rank = (l->count * percent + 99) / 100;
  uint64_t seen = 0;
  for (uint64_t i = 0; i < LATENCY_BUCKETS; i++) {
    seen += l->buckets[i];
    if (seen < rank || seen == 0) continue;
    unsigned shift = i < 128 ? 0 : (unsigned)(i / 64 - 1);
    uint64_t top = ((i - shift * 64 + 1) << shift) - 1;
    return top < l->max ? top : l->max;
  }
  return 0;
}

/* Prints p50, p90, p99 and max in microseconds. */
static inline void latency_print(const struct latency *l, const char *name) {
  printf("%s_us_p50: %.1f\n", name, (double)latency_percentile(l, 50) / 1000);
  printf("%s_us_p90: %.1f\n", name, (double)latency_percentile(l, 90) / 1000);
  printf("%s_us_p99: %.1f\n", name, (double)latency_percentile(l, 99) / 1000);
  printf("%s_us_max: %.1f\n", name, (double)l->max / 1000);
}

#endif

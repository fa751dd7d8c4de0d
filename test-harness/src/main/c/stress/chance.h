#pragma once

#include <stdint.h>

/* Chance that can be repeated: xorshift64*, from a seed that is not 0. */
struct chance {
  uint64_t state;
};

static inline uint64_t draw(struct chance *c) {
  c->state ^= c->state >> 12;
  c->state ^= c->state << 25;
  c->state ^= c->state >> 27;
  return c->state * UINT64_C(0x2545F4914F6CDD1D);
}

/* A number from 0 up to, not including, `bound`, which is at least 1. */
static inline uint64_t below(struct chance *c, uint64_t bound) { return (draw(c) >> 11) % bound; }

static inline int one_in(struct chance *c, unsigned n) { return below(c, n) == 0; }

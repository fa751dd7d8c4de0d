#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

/*
 * Messages in the order in which they came: each a 32-bit length and its bytes, in a circle of
 * `capacity` bytes, a power of two. The circle is mapped twice, end to end, so that whatever begins
 * in the first half lies in one piece. `begin` and `end` count bytes and never wrap.
 */
struct store {
  char *bytes;
  size_t capacity;
  uint64_t begin, end;
};

void make_store(struct store *store, size_t capacity);

static inline bool is_empty(const struct store *store) { return store->begin == store->end; }

/* False: no room. */
bool put(struct store *store, const void *message, uint32_t size);

/* Takes the oldest message of a store that has one; what is beyond `room` bytes is lost. */
uint32_t take(struct store *store, void *buffer, uint32_t room);

void clear(struct store *store);

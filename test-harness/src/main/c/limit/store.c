#define _GNU_SOURCE
#include "store.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fail.h"

static void map_half(char *at, size_t capacity, int memory) {
  int flags = MAP_SHARED | MAP_FIXED | MAP_NORESERVE;
  if (mmap(at, capacity, PROT_READ | PROT_WRITE, flags, memory, 0) == MAP_FAILED) fail("mmap");
}

void make_store(struct store *store, size_t capacity) {
  int memory = memfd_create("store", MFD_CLOEXEC);
  if (memory < 0 || ftruncate(memory, (off_t)capacity) != 0) fail("memfd_create");
  char *both = mmap(NULL, 2 * capacity, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (both == MAP_FAILED) fail("mmap");
  map_half(both, capacity, memory);
  map_half(both + capacity, capacity, memory);
  close(memory);
  *store = (struct store){.bytes = both, .capacity = capacity};
}

static char *at(const struct store *store, uint64_t position) {
  return store->bytes + (position & (store->capacity - 1));
}

bool put(struct store *store, const void *message, uint32_t size) {
  if (store->end - store->begin + sizeof size + size > store->capacity) return false;
  char *to = at(store, store->end);
  memcpy(to, &size, sizeof size);
  memcpy(to + sizeof size, message, size);
  store->end += sizeof size + size;
  return true;
}

uint32_t take(struct store *store, void *buffer, uint32_t room) {
  uint32_t size;
  const char *from = at(store, store->begin);
  memcpy(&size, from, sizeof size);
  memcpy(buffer, from + sizeof size, size < room ? size : room);
  store->begin += sizeof size + size;
  if (is_empty(store)) clear(store);
  return size < room ? size : room;
}

/* From the start again: the memory that was used last is the warmest. */
void clear(struct store *store) { store->begin = store->end = 0; }

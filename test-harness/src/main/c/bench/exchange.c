#include "exchange.h"

#include <stdlib.h>

#include "clock.h"
#include "fail.h"
#include "message.h"

struct ends open_ends(const struct backend *b, int group) {
  return (struct ends){b->open(group, SEND), b->open(group, RECEIVE)};
}

int64_t *new_samples(void) {
  int64_t *samples = malloc(MAX_SAMPLES * sizeof *samples);
  if (samples == NULL) fail("malloc");
  return samples;
}

static int64_t once(const struct backend *b, struct ends ends, char *message, size_t size) {
  int64_t start = now_ns();
  if (!b->send(ends.out, message, size)) give_up("a group that has room is full");
  if (b->receive(ends.in, message, size) != (ssize_t)size) give_up("a message did not come back");
  return now_ns() - start;
}

size_t exchange(const struct backend *b, struct ends ends, size_t size, double seconds,
                int64_t *samples) {
  char *message = new_message(size);
  int64_t end = now_ns() + (int64_t)(seconds * 1e9);
  size_t count = 0;
  while (count < MAX_SAMPLES && now_ns() < end) samples[count++] = once(b, ends, message, size);
  free(message);
  if (count == 0) give_up("not one round trip in the time given");
  return count;
}

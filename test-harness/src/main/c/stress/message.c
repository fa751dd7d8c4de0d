#include "message.h"

#include <inttypes.h>
#include <stdio.h>

/* FNV-1a, 32 bits. */
static uint32_t checksum(const char *bytes, size_t length) {
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)bytes[i]) * 16777619U;
  return hash;
}

size_t compose(char *room, unsigned sender, const char *group, uint64_t number, unsigned most,
               struct chance *chance) {
  size_t length = (size_t)sprintf(room, "%u %s %" PRIu64 " ", sender, group, number);
  size_t payload = 1 + below(chance, most);
  for (size_t i = 0; i < payload; i++) room[length++] = (char)('a' + (i + number) % 26);
  return length + (size_t)sprintf(room + length, " %08" PRIx32 "\n", checksum(room, length));
}

#include "frames.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "fail.h"

struct frames new_frames(int count, size_t size) {
  size_t frame = sizeof(uint32_t) + size;
  struct frames frames = {malloc((size_t)count * frame), (size_t)count * frame};
  if (frames.bytes == NULL) fail("malloc");
  memset(frames.bytes, 'm', frames.size);
  uint32_t length = htole32((uint32_t)size);
  for (size_t at = 0; at < frames.size; at += frame) {
    memcpy(frames.bytes + at, &length, sizeof length);
  }
  return frames;
}

int count_frames(const char *bytes, size_t length, size_t size) {
  size_t frame = sizeof(uint32_t) + size;
  if (length % frame != 0) give_up("a batch came back cut");
  for (size_t at = 0; at < length; at += frame) {
    uint32_t got;
    memcpy(&got, bytes + at, sizeof got);
    if (le32toh(got) != size) give_up("a batch came back with other messages");
  }
  return (int)(length / frame);
}

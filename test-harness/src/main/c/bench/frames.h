#pragma once

#include <stddef.h>

/* What travels in one call: frames of a 32-bit little-endian length and as many bytes. */
struct frames {
  char *bytes;
  size_t size;
};

struct frames new_frames(int count, size_t size);

/* How many frames these bytes are; anything but whole frames of that size ends the client. */
int count_frames(const char *bytes, size_t length, size_t size);

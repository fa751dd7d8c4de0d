#pragma once

#include <stddef.h>
#include <stdint.h>

#include "chance.h"

/* Room for the largest message, and for what the file system might wrongly add to it. */
enum { MESSAGE_ROOM = 128 * 1024 };

/*
 * Writes a message: one line that says who sent it, to which group, and the how many-th it is, a
 * payload, and a checksum of all that. So what any reader receives, be it cat, is a record of it:
 *
 *   SENDER GROUP NUMBER PAYLOAD CHECKSUM\n
 *
 * The payload is up to `most` letters. Returns the length.
 */
size_t compose(char *room, unsigned sender, const char *group, uint64_t number, unsigned most,
               struct chance *chance);

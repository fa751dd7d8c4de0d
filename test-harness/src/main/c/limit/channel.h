#pragma once

#include <stddef.h>
#include <stdint.h>

#include "ticket.h"

/* The description of /dev/fuse that the mount was made with. */
extern int channel;

/* error: 0 or -errno. What the kernel no longer wants to know is dropped. */
void reply(uint64_t unique, int error, const void *bytes, size_t size);

/* Answers the first request, FUSE_INIT, and asks for the flags wanted; fails without them. */
void initialise(uint64_t wanted);

/* Serves what comes until the mount is gone; several threads may. NULL tickets park nothing. */
void serve_channel(struct ticket *(*new_ticket)(void));

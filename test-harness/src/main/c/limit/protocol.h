#pragma once

#include <linux/fuse.h>
#include <stddef.h>
#include <stdint.h>

#include "group.h"

enum {
  MAX_PAGES = 16,
  MAX_BYTES = MAX_PAGES * 4096, /* of one read, of one write */
  UNANSWERED = INT32_MAX - 1,   /* besides PARKED: the kernel expects no answer */
};

/* A request, whichever way it came. */
struct request {
  const struct fuse_in_header *header;
  const void *arguments; /* the opcode's own structure */
  const void *rest;      /* what comes after that: a name, the bytes of a write */
  void *reply;           /* room for MAX_BYTES; may be the place of `rest` */
  struct ticket *ticket; /* to park it with; NULL: it cannot be parked */
};

/* Bytes of the reply, or -errno, or PARKED, or UNANSWERED. */
int serve(const struct request *request);

/* Bytes of the structure that an opcode's `rest` comes after, where it has a rest. */
size_t arguments_size(uint32_t opcode);

/* The reply to FUSE_INIT; `wanted` are the flags to switch on if the kernel offers them. */
int negotiate(const struct fuse_init_in *offer, uint64_t wanted, struct fuse_init_out *reply);

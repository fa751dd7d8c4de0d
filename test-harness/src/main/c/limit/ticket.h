#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

/* A request that waits for its answer: a read of an empty group, or a sleep. */
struct ticket {
  TAILQ_ENTRY(ticket) link;
  uint64_t unique; /* of the request, by which FUSE_INTERRUPT names it */
  uint32_t room;   /* bytes that a reader can take */
};

TAILQ_HEAD(tickets, ticket);

/*
 * Answers with an error (0 or -errno) or with bytes, from whichever thread made it possible. The
 * ticket is then its owner's again. Each server has its own.
 */
void answer(struct ticket *ticket, int error, const void *bytes, size_t size);

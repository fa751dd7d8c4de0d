#pragma once

#include <linux/io_uring.h>
#include <stdbool.h>
#include <stdint.h>

/* An io_uring with submissions of 128 bytes, all of it used by the one thread that made it. */
struct ring {
  int fd;
  unsigned entries; /* submissions that fit, a power of two; completions: twice as many */
  unsigned tail;    /* of the submissions, counting those that the kernel has not been told of */
  unsigned unsubmitted;
  char *submissions;
  struct io_uring_cqe *completions;
  unsigned completions_mask;
  _Atomic unsigned *submissions_tail, *completions_head, *completions_tail;
};

/* Returns false with the reason in errno. */
bool make_ring(struct ring *ring, unsigned entries);

/* A zeroed submission of 128 bytes, which goes to the kernel with the next ring_wait(). */
struct io_uring_sqe *new_submission(struct ring *ring);

/* Submits, and waits for one completion at least. */
void ring_wait(struct ring *ring);

/* False: none is there. */
bool next_completion(struct ring *ring, struct io_uring_cqe *completion);

/* Posts a completion on another thread's ring: with the next ring_wait() of `from`. */
void post(struct ring *from, const struct ring *to, uint64_t data);

/* The same at once, from a thread without a ring. */
void post_at_once(const struct ring *to, uint64_t data);

#define _GNU_SOURCE
#include "ring.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fail.h"
#include "fuse_uring.h"

enum { SUBMISSION_BYTES = 128 };

static char *map(int fd, size_t size, off_t what) {
  char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, what);
  return at == MAP_FAILED ? NULL : at;
}

bool make_ring(struct ring *ring, unsigned entries) {
  struct io_uring_params p = {
      .flags = IORING_SETUP_SQE128 | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN};
  int fd = (int)syscall(SYS_io_uring_setup, entries, &p);
  if (fd < 0) return false;
  /* Since Linux 5.4 one mapping holds both ends; the larger of them decides its size. */
  size_t submissions = p.sq_off.array + p.sq_entries * sizeof(unsigned);
  size_t completions = p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe);
  char *ends = map(fd, submissions > completions ? submissions : completions, IORING_OFF_SQ_RING);
  char *bodies = map(fd, (size_t)p.sq_entries * SUBMISSION_BYTES, IORING_OFF_SQES);
  if (ends == NULL || bodies == NULL) return false;
  unsigned *order = (unsigned *)(ends + p.sq_off.array);
  for (unsigned i = 0; i < p.sq_entries; i++) order[i] = i;
  *ring = (struct ring){
      .fd = fd,
      .entries = p.sq_entries,
      .submissions = bodies,
      .completions = (struct io_uring_cqe *)(ends + p.cq_off.cqes),
      .completions_mask = p.cq_entries - 1,
      .submissions_tail = (_Atomic unsigned *)(ends + p.sq_off.tail),
      .completions_head = (_Atomic unsigned *)(ends + p.cq_off.head),
      .completions_tail = (_Atomic unsigned *)(ends + p.cq_off.tail),
  };
  return true;
}

static void enter(struct ring *ring, unsigned least) {
  atomic_store_explicit(ring->submissions_tail, ring->tail, memory_order_release);
  long n = syscall(SYS_io_uring_enter, ring->fd, ring->unsubmitted, least, IORING_ENTER_GETEVENTS,
                   NULL, 0);
  if (n >= 0) ring->unsubmitted -= (unsigned)n;
  else if (errno != EINTR && errno != EAGAIN && errno != EBUSY) fail("io_uring_enter");
}

struct io_uring_sqe *new_submission(struct ring *ring) {
  while (ring->unsubmitted == ring->entries) enter(ring, 0);
  char *at = ring->submissions + (ring->tail & (ring->entries - 1)) * (size_t)SUBMISSION_BYTES;
  ring->tail++;
  ring->unsubmitted++;
  return memset(at, 0, SUBMISSION_BYTES);
}

void ring_wait(struct ring *ring) { enter(ring, 1); }

bool next_completion(struct ring *ring, struct io_uring_cqe *completion) {
  unsigned head = atomic_load_explicit(ring->completions_head, memory_order_relaxed);
  if (head == atomic_load_explicit(ring->completions_tail, memory_order_acquire)) return false;
  *completion = ring->completions[head & ring->completions_mask];
  atomic_store_explicit(ring->completions_head, head + 1, memory_order_release);
  return true;
}

static void fill_post(struct io_uring_sqe *submission, const struct ring *to, uint64_t data) {
  submission->opcode = IORING_OP_MSG_RING;
  submission->fd = to->fd;
  submission->addr = IORING_MSG_DATA;
  submission->off = data;
}

void post(struct ring *from, const struct ring *to, uint64_t data) {
  struct io_uring_sqe *submission = new_submission(from);
  fill_post(submission, to, data);
  submission->flags = IOSQE_CQE_SKIP_SUCCESS;
}

void post_at_once(const struct ring *to, uint64_t data) {
  struct io_uring_sqe submission = {0};
  fill_post(&submission, to, data);
  if (syscall(SYS_io_uring_register, -1, REGISTER_SEND_MSG_RING, &submission, 1) < 0) {
    fail("io_uring_register");
  }
}

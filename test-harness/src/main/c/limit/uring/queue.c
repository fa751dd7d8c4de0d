#define _GNU_SOURCE
#include "queue.h"

#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "channel.h"
#include "fail.h"
#include "fuse_uring.h"
#include "mounting.h"
#include "protocol.h"
#include "ring.h"

/*
 * A place for one request. The kernel fills it; it is the server's until it is committed, by the
 * thread of its queue alone. While its ticket is parked nobody touches it; whoever took the ticket
 * off its group's list may fill in the answer.
 */
struct entry {
  struct fuse_uring_req_header header;
  struct ticket ticket;
  struct queue *queue;
  struct iovec buffers[2]; /* the header, the payload */
};

struct queue {
  unsigned processor;
  unsigned depth;
  pthread_t thread;
  struct ring ring;
  struct entry *entries;
};

/* The calling thread's own. */
static _Thread_local struct queue *mine;

/* In a completion's data besides an entry's number: another thread has answered its request. */
#define ANSWERED (1ULL << 32)

static uint64_t number_of(const struct entry *entry) {
  return (uint64_t)(entry - entry->queue->entries);
}

static struct io_uring_sqe *command(struct entry *entry, enum fuse_uring_cmd operation) {
  struct io_uring_sqe *submission = new_submission(&entry->queue->ring);
  struct fuse_uring_cmd_req *request = (void *)submission->cmd;
  submission->opcode = IORING_OP_URING_CMD;
  submission->fd = channel;
  submission->cmd_op = operation;
  submission->user_data = number_of(entry);
  request->qid = (uint16_t)entry->queue->processor;
  request->commit_id = entry->header.ring_ent_in_out.commit_id;
  return submission;
}

static void enlist(struct entry *entry) {
  struct io_uring_sqe *submission = command(entry, FUSE_IO_URING_CMD_REGISTER);
  submission->addr = (uint64_t)(uintptr_t)entry->buffers;
  submission->len = 2;
}

static void commit(struct entry *entry) { command(entry, FUSE_IO_URING_CMD_COMMIT_AND_FETCH); }

/* Turns the request's header into its answer's; `unique` is in the same place in both. */
static void fill_answer(struct entry *entry, int error, uint32_t size) {
  struct fuse_out_header *out = (void *)entry->header.in_out;
  out->len = (uint32_t)sizeof *out + size;
  out->error = error;
  entry->header.ring_ent_in_out.payload_sz = size;
}

void answer(struct ticket *ticket, int error, const void *bytes, size_t size) {
  struct entry *entry = (void *)((char *)ticket - offsetof(struct entry, ticket));
  if (size > 0) memcpy(entry->buffers[1].iov_base, bytes, size);
  fill_answer(entry, error, (uint32_t)size);
  if (entry->queue == mine) commit(entry);
  else if (mine != NULL) post(&mine->ring, &entry->queue->ring, number_of(entry) | ANSWERED);
  else post_at_once(&entry->queue->ring, number_of(entry) | ANSWERED);
}

static void serve_entry(struct entry *entry) {
  char *payload = entry->buffers[1].iov_base;
  struct request request = {(void *)entry->header.in_out, entry->header.op_in, payload, payload,
                            &entry->ticket};
  int result = serve(&request);
  if (result == PARKED) return;
  fill_answer(entry, result < 0 ? result : 0, result < 0 ? 0 : (uint32_t)result);
  commit(entry);
}

static void take_completion(struct queue *queue, const struct io_uring_cqe *completion) {
  struct entry *entry = &queue->entries[(uint32_t)completion->user_data];
  if (completion->res < 0) end(); /* the mount is gone */
  else if (completion->user_data & ANSWERED) commit(entry);
  else serve_entry(entry);
}

static void *new_memory(size_t size) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (memory == MAP_FAILED) fail("mmap");
  return memory;
}

static void make_entries(struct queue *queue) {
  char *payloads = new_memory((size_t)queue->depth * MAX_BYTES);
  queue->entries = new_memory(queue->depth * sizeof *queue->entries);
  for (unsigned i = 0; i < queue->depth; i++) {
    struct entry *entry = &queue->entries[i];
    entry->queue = queue;
    entry->buffers[0] = (struct iovec){&entry->header, sizeof entry->header};
    entry->buffers[1] = (struct iovec){payloads + (size_t)i * MAX_BYTES, MAX_BYTES};
    enlist(entry);
  }
}

/* A processor that is possible but not there keeps its queue; the thread then runs anywhere. */
static void stay_on(unsigned processor) {
  cpu_set_t *set = CPU_ALLOC(processor + 1);
  size_t size = CPU_ALLOC_SIZE(processor + 1);
  if (set == NULL) fail("CPU_ALLOC");
  CPU_ZERO_S(size, set);
  CPU_SET_S(processor, size, set);
  sched_setaffinity(0, size, set);
  CPU_FREE(set);
}

static void *run(void *argument) {
  struct io_uring_cqe completion;
  mine = argument;
  stay_on(mine->processor);
  if (!make_ring(&mine->ring, mine->depth)) fail("io_uring_setup");
  make_entries(mine);
  for (;;) {
    ring_wait(&mine->ring);
    while (next_completion(&mine->ring, &completion)) take_completion(mine, &completion);
  }
}

/* One more than the last number in "0-1" or "0,2-7". */
static unsigned possible_processors(void) {
  unsigned first, last = 0;
  FILE *list = fopen("/sys/devices/system/cpu/possible", "r");
  if (list == NULL) fail("read the possible processors");
  while (fscanf(list, "%u", &first) == 1) {
    last = first;
    if (fgetc(list) == EOF) break;
  }
  fclose(list);
  return last + 1;
}

void start_queues(unsigned depth) {
  unsigned count = possible_processors();
  struct queue *queues = calloc(count, sizeof *queues);
  if (queues == NULL) fail("calloc");
  for (unsigned i = 0; i < count; i++) {
    queues[i] = (struct queue){.processor = i, .depth = depth};
    if (pthread_create(&queues[i].thread, NULL, run, &queues[i]) != 0) fail("pthread_create");
  }
}

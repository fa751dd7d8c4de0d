/*
 * A process that sends and one that receives, on one group: messages delivered in a second. In
 * batches of --count messages where the backend has them, else one by one.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "fail.h"
#include "frames.h"
#include "measure.h"
#include "message.h"

enum { RAMP_UP_US = 100 * 1000, FULL_REST_US = 20 };

static const struct backend *backend;
static const struct options *options;
static _Atomic long *received; /* shared by the processes */

static int open_end(enum direction direction) {
  if (backend->open_batch == NULL) return backend->open(0, direction);
  int fd = backend->open_batch(0, direction);
  if (fd < 0) refuse("the server has no batches");
  return fd;
}

/* What a producer sends; room for what a consumer receives. */
static struct frames new_load(void) {
  if (backend->open_batch != NULL) return new_frames(options->count, options->size);
  return (struct frames){new_message(options->size), options->size};
}

static void produce(int fd) {
  struct frames load = new_load();
  for (;;) {
    while (!backend->send(fd, load.bytes, load.size)) rest_us(FULL_REST_US);
  }
}

static void consume(int fd) {
  struct frames load = new_load();
  for (;;) {
    ssize_t length = backend->receive(fd, load.bytes, load.size);
    if (length == NOTHING) continue;
    bool one = backend->open_batch == NULL;
    *received += one ? 1 : count_frames(load.bytes, (size_t)length, options->size);
  }
}

/* Ends with its parent. */
static pid_t start(void (*work)(int fd), enum direction direction) {
  int fd = open_end(direction);
  pid_t parent = getpid(), child = fork();
  if (child < 0) fail("fork");
  if (child > 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() == parent) work(fd);
  _exit(1);
}

static void stop(pid_t child) {
  int status;
  kill(child, SIGKILL);
  if (waitpid(child, &status, 0) < 0) fail("waitpid");
  if (!WIFSIGNALED(status)) give_up("a process has ended before its time");
}

int measure_batch(const struct backend *b, const struct options *o) {
  backend = b;
  options = o;
  int shared = MAP_SHARED | MAP_ANONYMOUS;
  received = mmap(NULL, sizeof *received, PROT_READ | PROT_WRITE, shared, -1, 0);
  if (received == MAP_FAILED) fail("mmap");
  b->install(o, 1, BLOCK);
  pid_t consumer = start(consume, RECEIVE), producer = start(produce, SEND);

  rest_us(RAMP_UP_US);
  int64_t begin = now_ns();
  long before = *received;
  rest_us((long)(o->seconds * 1e6));
  long after = *received;
  int64_t end = now_ns();

  stop(producer);
  stop(consumer);
  b->uninstall(1);
  printf("messages_per_s=%.1f\n", (double)(after - before) * 1e9 / (double)(end - begin));
  return 0;
}

/*
 * POSIX message queues. A queue loses its name as soon as it exists, so that nothing is left of it
 * when the client dies; descriptors are opened through /proc/self/fd.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "backend.h"
#include "fail.h"

enum { DEPTH = 10 }; /* messages a queue holds: the usual /proc/sys/fs/mqueue/msg_max */

static mqd_t queues[1000];
static int receive_flags; /* O_NONBLOCK for POLL, else 0 */

/*
 * Bytes that RLIMIT_MSGQUEUE counts for a queue, from mq_overview(7) and getrlimit(2): for each
 * message its size, a struct msg_msg and a tree node of 48 bytes each. 64 queues for messages of
 * 1 KiB are 716,800 bytes and fit the usual limit of 819,200.
 */
static rlim_t queue_bytes(const struct options *o) {
  return (rlim_t)DEPTH * (o->size + 48 + 48);
}

/* Only for this process. Without the right to do so mq_open(3) will say what is missing. */
static void raise_limit(rlim_t bytes) {
  struct rlimit limit;
  getrlimit(RLIMIT_MSGQUEUE, &limit);
  if (limit.rlim_cur >= bytes) return;
  limit.rlim_cur = bytes;
  if (limit.rlim_max < bytes) limit.rlim_max = bytes;
  setrlimit(RLIMIT_MSGQUEUE, &limit);
}

/* Signals wait while the name exists. */
static mqd_t open_nameless(const struct options *o) {
  char name[64];
  struct mq_attr attributes = {.mq_maxmsg = DEPTH, .mq_msgsize = (long)o->size};
  sigset_t all, before;
  snprintf(name, sizeof name, "/synchmess-bench-%d", (int)getpid());
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &attributes);
  if (queue < 0) fail("mq_open");
  mq_unlink(name);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return queue;
}

static void mq_install(const struct options *o, int groups, enum reading reading) {
  receive_flags = reading == POLL ? O_NONBLOCK : 0;
  raise_limit((rlim_t)groups * queue_bytes(o));
  for (int i = 0; i < groups; i++) queues[i] = open_nameless(o);
}

static void mq_uninstall(int groups) {
  for (int i = 0; i < groups; i++) mq_close(queues[i]);
}

static int mq_reopen(int group, enum direction direction) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", queues[group]);
  int flags = direction == SEND ? O_WRONLY | O_NONBLOCK : O_RDONLY | receive_flags;
  int fd = open(path, flags | O_CLOEXEC);
  if (fd < 0) fail("open a queue");
  return fd;
}

static bool send_to_queue(int fd, const void *message, size_t size) {
  if (mq_send(fd, message, size, 0) == 0) return true;
  if (errno != EAGAIN) fail("mq_send");
  return false;
}

static ssize_t receive_from_queue(int fd, void *buffer, size_t size) {
  ssize_t n = mq_receive(fd, buffer, size, NULL);
  if (n < 0 && errno != EAGAIN) fail("mq_receive");
  return n >= 0 ? n : NOTHING;
}

const struct backend mq_backend = {
    .name = "mq",
    .install = mq_install,
    .uninstall = mq_uninstall,
    .open = mq_reopen,
    .send = send_to_queue,
    .receive = receive_from_queue,
};

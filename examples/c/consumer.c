/*
 * Receives what producers (producer.c) send, with many threads from many groups:
 *
 *   1. barrier  each thread sleeps on the barrier of each group in turn, until it is awoken;
 *   2. receive  until every producer has sent its last message on every group.
 *
 * Each thread gets its share of the groups; where there are more threads than groups, several share
 * one. A thread polls its groups and reads without waiting, so it serves either read_mode: an empty
 * group reads as 0 where it is `eof`, as EAGAIN where it is `block`.
 *
 * Exit code 3: a time limit passed first. 4: messages of one sender came out of order.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "latency.h"
#include "load.h"
#include "mount.h"
#include "number.h"

static const char usage[] =
    "usage: consumer [options]\n"
    "  -m DIR       mount directory\n"
    "  -t THREADS   receiving threads (4)\n"
    "  -g GROUPS    groups to receive from (4)\n"
    "  -f FIRST     descriptor of the first group (1)\n"
    "  -s SECONDS   receive for at most so long (30)\n"
    "  -z BYTES     the largest message, at least 32 (1024)\n"
    "  -w SECONDS   sleep on the barriers for at most so long, 0: no barrier phase (10)\n"
    "  -p PRODUCERS whose last messages to await (1)\n"
    "One consumer to a group: others would miss its last message and wait for their time limit.\n"
    "Without a barrier phase, start it on empty groups.\n";

static struct {
  const char *mount;
  unsigned threads, groups, first_group, seconds, size, wait_s, producers;
} options = {NULL, 4, 4, 1, 30, 1024, 10, 1};

/* Messages that one thread takes from a group before it looks at its others. */
enum { BURST = 64 };

static struct group_t *groups;
static int64_t start_ns;       /* messages from before are left over from another run */
static int64_t barrier_end_ns;
static atomic_uint last_awaited; /* last messages that have not come yet, of all groups */
static int finished[2];          /* a pipe; its write end is closed when all have come */

/* One thread's own; main reads it when the thread has ended, in_barriers at any time. */
struct receiver {
  pthread_t thread;
  unsigned id;
  atomic_int in_barriers;
  unsigned passed;       /* barriers */
  unsigned files;        /* of groups, in polls; after them the pipe */
  unsigned *group_of;    /* by place in polls */
  struct pollfd *polls;
  uint64_t *last_number; /* the last one seen, by group and sender */
  char *message;
  uint64_t received, announced, early, out_of_order, foreign, stale;
  int64_t first_ns, latest_ns; /* when it received its first and its latest message */
  struct latency latency;      /* of messages without delay: from send to receive */
  struct latency lateness;     /* of delayed ones: from due to receive */
};

static void read_options(int argc, char **argv) {
  int option;
  while ((option = getopt(argc, argv, "hm:t:g:f:s:z:w:p:")) != -1) {
    switch (option) {
      case 'm': options.mount = optarg; break;
      case 't': options.threads = number(optarg, 1, MAX_THREADS, "-t"); break;
      case 'g': options.groups = number(optarg, 1, MAX_GROUPS, "-g"); break;
      case 'f': options.first_group = number(optarg, 1, INT_MAX, "-f"); break;
      case 's': options.seconds = number(optarg, 1, MAX_SECONDS, "-s"); break;
      case 'z': options.size = number(optarg, sizeof(struct stamp), MAX_MESSAGE, "-z"); break;
      case 'w': options.wait_s = number(optarg, 0, MAX_SECONDS, "-w"); break;
      case 'p': options.producers = number(optarg, 1, MAX_THREADS, "-p"); break;
      case 'h': fputs(usage, stdout); exit(0);
      default: fputs(usage, stderr); exit(2);
    }
  }
  if (optind != argc) {
    fputs(usage, stderr);
    exit(2);
  }
  if (options.mount == NULL) options.mount = default_mount();
}

static int open_group(unsigned g) {
  int file = open(groups[g].device_path, O_RDONLY | O_NONBLOCK);
  if (file < 0) err(1, "%s", groups[g].device_path);
  return file;
}

static void open_receiver(struct receiver *r, unsigned id) {
  r->id = id;
  r->group_of = calloc(options.groups, sizeof *r->group_of);
  r->polls = calloc(options.groups + 1, sizeof *r->polls);
  r->message = malloc(options.size);
  if (r->group_of == NULL || r->polls == NULL || r->message == NULL) err(1, "receiver %u", id);
  for (unsigned g = 0; g < options.groups; g++) {
    if (g % options.threads != id && id % options.groups != g) continue;
    r->group_of[r->files] = g;
    r->polls[r->files++] = (struct pollfd){.fd = open_group(g), .events = POLLIN};
  }
  r->polls[r->files] = (struct pollfd){.fd = finished[0], .events = POLLIN};
  r->last_number = calloc((size_t)r->files * MAX_THREADS, sizeof *r->last_number);
  if (r->last_number == NULL) err(1, "receiver %u", id);
}

/* Sleeps on the barrier of one group. Returns 0 when the time limit came before an awake. */
static int pass_barrier(unsigned g) {
  int file = open_group(g);
  int result;
  while ((result = ioctl(file, IOCTL_SLEEP)) < 0 && errno == EINTR && now_ns() < barrier_end_ns) {
  }
  if (result < 0 && errno != EINTR) err(1, "%s", groups[g].device_path);
  close(file);
  return result == 0;
}

static void pass_barriers(struct receiver *r) {
  for (unsigned g = 0; g < options.groups && now_ns() < barrier_end_ns; g++)
    if (pass_barrier(g)) r->passed++;
  atomic_store(&r->in_barriers, 0);
}

/* Wakes the threads that are in the barrier phase at its time limit. A signal just before the ioctl
   does not end it, so this sends signals until the thread is out. */
static void guard_barriers(struct receiver *receivers) {
  for (unsigned t = 0; t < options.threads; t++) {
    while (atomic_load(&receivers[t].in_barriers)) {
      pause_ms(10);
      if (now_ns() >= barrier_end_ns) pthread_kill(receivers[t].thread, SIGUSR1);
    }
  }
}

/* SIGUSR1 only has to end the system call. */
static void interrupt(int signal_number) { (void)signal_number; }

static void count_last(struct receiver *r, const struct stamp *stamp) {
  r->announced += stamp->number;
  if (atomic_fetch_sub(&last_awaited, 1) == 1) close(finished[1]);
}

static void count_message(struct receiver *r, unsigned file, const struct stamp *stamp,
                          int64_t now) {
  uint64_t *last_number = &r->last_number[(size_t)file * MAX_THREADS + stamp->sender];
  if (stamp->number <= *last_number) r->out_of_order++;
  *last_number = stamp->number;

  int64_t latency_ns = now - stamp->sent_ns;
  int64_t delay_ns = stamp->delay_ms * INT64_C(1000000);
  if (delay_ns == 0)
    latency_add(&r->latency, latency_ns);
  else if (latency_ns >= delay_ns)
    latency_add(&r->lateness, latency_ns - delay_ns);
  else
    r->early++;

  if (r->received++ == 0) r->first_ns = now;
  r->latest_ns = now;
}

/* Takes what is ready in a group, up to a burst. */
static void receive_burst(struct receiver *r, unsigned file) {
  for (int i = 0; i < BURST; i++) {
    ssize_t length = read(r->polls[file].fd, r->message, options.size);
    int64_t now = now_ns();
    if (length == 0 || (length < 0 && (errno == EAGAIN || errno == EINTR))) return;
    if (length < 0) err(1, "%s", groups[r->group_of[file]].device_path);

    struct stamp stamp = {0};
    if ((size_t)length >= sizeof stamp) memcpy(&stamp, r->message, sizeof stamp);
    if (stamp.magic != STAMP_MAGIC || stamp.sender >= MAX_THREADS)
      r->foreign++;
    else if (stamp.sent_ns < start_ns)
      r->stale++;
    else if (stamp.last)
      count_last(r, &stamp);
    else
      count_message(r, file, &stamp, now);
  }
}

static void *receive(void *argument) {
  struct receiver *r = argument;
  if (options.wait_s > 0) pass_barriers(r);
  int64_t end_ns = now_ns() + seconds_ns(options.seconds);
  int left_ms;
  while ((left_ms = poll_timeout(end_ns)) > 0) {
    if (poll(r->polls, r->files + 1, left_ms) < 0) {
      if (errno == EINTR) continue;
      err(1, "poll");
    }
    if (r->polls[r->files].revents != 0) break;
    for (unsigned file = 0; file < r->files; file++)
      if (r->polls[file].revents != 0) receive_burst(r, file);
  }
  return NULL;
}

/* Adds the counts of one thread to those of another. */
static void merge(struct receiver *into, const struct receiver *from) {
  if (from->received > 0 && (into->received == 0 || from->first_ns < into->first_ns))
    into->first_ns = from->first_ns;
  if (from->latest_ns > into->latest_ns) into->latest_ns = from->latest_ns;
  into->passed += from->passed;
  into->received += from->received;
  into->announced += from->announced;
  into->early += from->early;
  into->out_of_order += from->out_of_order;
  into->foreign += from->foreign;
  into->stale += from->stale;
  latency_merge(&into->latency, &from->latency);
  latency_merge(&into->lateness, &from->lateness);
}

int main(int argc, char **argv) {
  read_options(argc, argv);
  allow_many_descriptors();
  struct sigaction action = {.sa_handler = interrupt};
  sigaction(SIGUSR1, &action, NULL);
  if (pipe(finished) < 0) err(1, "pipe");
  groups = install_groups(options.mount, options.first_group, options.groups);
  atomic_store(&last_awaited, options.groups * options.producers);
  if (options.wait_s > 0) start_ns = now_ns();
  barrier_end_ns = now_ns() + seconds_ns(options.wait_s);

  struct receiver *receivers = calloc(options.threads, sizeof *receivers);
  if (receivers == NULL) err(1, "receivers");
  for (unsigned t = 0; t < options.threads; t++) open_receiver(&receivers[t], t);
  for (unsigned t = 0; t < options.threads; t++) {
    atomic_store(&receivers[t].in_barriers, options.wait_s > 0);
    errno = pthread_create(&receivers[t].thread, NULL, receive, &receivers[t]);
    if (errno != 0) err(1, "thread %u", t);
  }
  guard_barriers(receivers);
  for (unsigned t = 0; t < options.threads; t++) pthread_join(receivers[t].thread, NULL);

  struct receiver *all = &receivers[0];
  for (unsigned t = 1; t < options.threads; t++) merge(all, &receivers[t]);
  unsigned barriers = options.wait_s > 0 ? options.threads * options.groups : 0;
  unsigned last_missing = atomic_load(&last_awaited);
  double seconds = (double)(all->latest_ns - all->first_ns) / 1e9;
  printf("threads: %u\n", options.threads);
  printf("groups: %u\n", options.groups);
  printf("barriers_passed: %u\n", all->passed);
  printf("barrier_timeouts: %u\n", barriers - all->passed);
  printf("received: %" PRIu64 "\n", all->received);
  printf("announced: %" PRIu64 "\n", all->announced);
  printf("missing: %" PRId64 "\n", (int64_t)(all->announced - all->received));
  printf("early: %" PRIu64 "\n", all->early);
  printf("out_of_order: %" PRIu64 "\n", all->out_of_order);
  printf("foreign: %" PRIu64 "\n", all->foreign);
  printf("stale: %" PRIu64 "\n", all->stale);
  printf("last_missing: %u\n", last_missing);
  printf("seconds: %.3f\n", seconds);
  printf("messages_per_second: %.0f\n", seconds > 0 ? (double)all->received / seconds : 0);
  latency_print(&all->latency, "latency");
  latency_print(&all->lateness, "lateness");
  if (all->out_of_order > 0) return 4;
  return all->passed < barriers || last_missing > 0 ? 3 : 0;
}

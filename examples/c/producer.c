/*
 * Sends stamped messages from many threads to many groups, for a consumer in another process:
 *
 *   1. barrier  awakes the consumer's threads, group after group, once all sleep there;
 *   2. plain    three quarters of the time, or all of it with -d 0: messages without delay;
 *   3. delayed  the last quarter: messages with a send delay. In its middle it flushes every group,
 *               at its end it revokes every other one; what the others hold becomes due by itself;
 *   4. last     tells the consumer, on each group, that this was all.
 *
 * Exit code 3: a time limit passed while it waited for sleepers or for room.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>

#include "latency.h"
#include "load.h"
#include "mount.h"
#include "number.h"

static const char usage[] =
    "usage: producer [options]\n"
    "  -m DIR      mount directory\n"
    "  -t THREADS  sending threads (4)\n"
    "  -g GROUPS   groups that each of them sends to in turn (4)\n"
    "  -f FIRST    descriptor of the first group (1)\n"
    "  -s SECONDS  how long to send (4)\n"
    "  -z BYTES    message size, at least 32 (64)\n"
    "  -r RATE     messages per second and thread, 0: as many as go (1000)\n"
    "  -d MS       send delay of the delayed phase, 0: no such phase (200)\n"
    "  -c SLEEPERS consumer threads to await on each barrier, 0: no barrier phase (4)\n"
    "  -w SECONDS  at most so long for all the barriers, and for room at the end (10)\n"
    "  -i ID       number of the first sender, for several producers (0)\n";

static struct {
  const char *mount;
  unsigned threads, groups, first_group, seconds, size, rate, delay_ms, sleepers, wait_s;
  unsigned first_sender;
} options = {NULL, 4, 4, 1, 4, 64, 1000, 200, 4, 10, 0};

static struct group_t *groups;

/* One thread's own; main touches it only while the thread is not running. */
struct sender {
  pthread_t thread;
  unsigned id;
  int *files;        /* open for writing, by group */
  uint64_t *numbers; /* messages sent, by group */
  uint64_t full;     /* times that a group had no room */
  uint64_t turn;     /* counts messages, to go round the groups */
  char *message;
  struct latency send; /* duration of write(2) */
};

/* What the threads are to do now; set by main before it starts them. */
static struct {
  int64_t end_ns;
  uint32_t delay_ms;
} part;

static void read_options(int argc, char **argv) {
  int option;
  while ((option = getopt(argc, argv, "hm:t:g:f:s:z:r:d:c:w:i:")) != -1) {
    switch (option) {
      case 'm': options.mount = optarg; break;
      case 't': options.threads = number(optarg, 1, MAX_THREADS, "-t"); break;
      case 'g': options.groups = number(optarg, 1, MAX_GROUPS, "-g"); break;
      case 'f': options.first_group = number(optarg, 1, INT_MAX, "-f"); break;
      case 's': options.seconds = number(optarg, 1, MAX_SECONDS, "-s"); break;
      case 'z': options.size = number(optarg, sizeof(struct stamp), MAX_MESSAGE, "-z"); break;
      case 'r': options.rate = number(optarg, 0, 1000000000, "-r"); break;
      case 'd': options.delay_ms = number(optarg, 0, INT_MAX, "-d"); break;
      case 'c': options.sleepers = number(optarg, 0, INT_MAX, "-c"); break;
      case 'w': options.wait_s = number(optarg, 0, MAX_SECONDS, "-w"); break;
      case 'i': options.first_sender = number(optarg, 0, MAX_THREADS - 1, "-i"); break;
      case 'h': fputs(usage, stdout); exit(0);
      default: fputs(usage, stderr); exit(2);
    }
  }
  if (optind != argc) {
    fputs(usage, stderr);
    exit(2);
  }
  if (options.first_sender + options.threads > MAX_THREADS)
    errx(2, "-i and -t: at most %d senders", MAX_THREADS);
  if (options.mount == NULL) options.mount = default_mount();
}

static void open_sender(struct sender *s, unsigned id) {
  s->id = id;
  s->turn = id;
  s->files = calloc(options.groups, sizeof *s->files);
  s->numbers = calloc(options.groups, sizeof *s->numbers);
  s->message = calloc(1, options.size);
  if (s->files == NULL || s->numbers == NULL || s->message == NULL) err(1, "sender %u", id);
  for (unsigned g = 0; g < options.groups; g++) {
    s->files[g] = open(groups[g].device_path, O_WRONLY | O_NONBLOCK);
    if (s->files[g] < 0) err(1, "%s", groups[g].device_path);
  }
}

/* Sends one message, waiting for room until end_ns. Returns 0 when there was none by then. */
static int send_stamped(struct sender *s, unsigned g, struct stamp stamp, int64_t end_ns) {
  stamp.magic = STAMP_MAGIC;
  stamp.sender = s->id;
  for (;;) {
    stamp.sent_ns = now_ns();
    memcpy(s->message, &stamp, sizeof stamp);
    if (write(s->files[g], s->message, options.size) >= 0) break;
    /* A full group: ENOSPC, or EAGAIN where full_policy is `block`. */
    if (errno != ENOSPC && errno != EAGAIN) err(1, "%s", groups[g].device_path);
    s->full++;
    struct pollfd room = {.fd = s->files[g], .events = POLLOUT};
    int left_ms = poll_timeout(end_ns);
    if (left_ms == 0) return 0;
    if (poll(&room, 1, left_ms) < 0) err(1, "%s", groups[g].device_path);
  }
  latency_add(&s->send, now_ns() - stamp.sent_ns);
  return 1;
}

static void *send_until_end(void *argument) {
  struct sender *s = argument;
  int64_t next_ns = now_ns();
  while (now_ns() < part.end_ns) {
    unsigned g = (unsigned)(s->turn++ % options.groups);
    struct stamp stamp = {.number = s->numbers[g] + 1, .delay_ms = part.delay_ms};
    if (!send_stamped(s, g, stamp, part.end_ns)) break;
    s->numbers[g]++;
    if (options.rate == 0) continue;
    next_ns += 1000000000 / options.rate;
    struct timespec next = {.tv_sec = next_ns / 1000000000, .tv_nsec = next_ns % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
  }
  return NULL;
}

/* Lets all threads send for that long. */
static void send_part(struct sender *senders, int64_t duration_ns, uint32_t delay_ms) {
  part.end_ns = now_ns() + duration_ns;
  part.delay_ms = delay_ms;
  for (unsigned t = 0; t < options.threads; t++) {
    errno = pthread_create(&senders[t].thread, NULL, send_until_end, &senders[t]);
    if (errno != 0) err(1, "thread %u", t);
  }
  for (unsigned t = 0; t < options.threads; t++) pthread_join(senders[t].thread, NULL);
}

/* One ioctl on a group. Returns its result. */
static unsigned control(const struct sender *s, unsigned g, unsigned long command, void *argument) {
  int result = ioctl(s->files[g], command, argument);
  if (result < 0) err(1, "%s", groups[g].device_path);
  return (unsigned)result;
}

static void set_delay(const struct sender *s, unsigned delay_ms) {
  for (unsigned g = 0; g < options.groups; g++) control(s, g, IOCTL_SET_SEND_DELAY, &delay_ms);
}

/* How many sleep on the barrier of a group now. */
static unsigned sleepers(unsigned g) {
  char path[PATH_MAX];
  unsigned count;
  snprintf(path, sizeof path, "%s/ctl/%s/sleepers", options.mount,
           strrchr(groups[g].device_path, '/') + 1);
  FILE *file = fopen(path, "r");
  if (file == NULL) err(1, "%s", path);
  if (fscanf(file, "%u", &count) != 1) errx(1, "%s: not a number", path);
  fclose(file);
  return count;
}

/* Awakes each group's sleepers once all are there; when time is out, those who are there. Returns
   the number of groups whose sleepers were not all there. */
static unsigned awake_barriers(const struct sender *s, uint64_t *woken) {
  int64_t end_ns = now_ns() + seconds_ns(options.wait_s);
  unsigned timeouts = 0;
  for (unsigned g = 0; g < options.groups; g++) {
    unsigned asleep;
    while ((asleep = sleepers(g)) < options.sleepers && now_ns() < end_ns) pause_ms(1);
    if (asleep < options.sleepers) timeouts++;
    *woken += control(s, g, IOCTL_AWAKE, NULL);
  }
  return timeouts;
}

/* Sends the last message of each group. Returns the number of groups that had no room for it. */
static unsigned send_last(struct sender *senders) {
  int64_t end_ns = now_ns() + seconds_ns(options.wait_s);
  unsigned unsent = 0;
  for (unsigned g = 0; g < options.groups; g++) {
    struct stamp stamp = {.last = 1};
    for (unsigned t = 0; t < options.threads; t++) stamp.number += senders[t].numbers[g];
    if (!send_stamped(&senders[0], g, stamp, end_ns)) unsent++;
  }
  return unsent;
}

static uint64_t sent(const struct sender *senders) {
  uint64_t sum = 0;
  for (unsigned t = 0; t < options.threads; t++)
    for (unsigned g = 0; g < options.groups; g++) sum += senders[t].numbers[g];
  return sum;
}

int main(int argc, char **argv) {
  read_options(argc, argv);
  allow_many_descriptors();
  groups = install_groups(options.mount, options.first_group, options.groups);
  struct sender *senders = calloc(options.threads, sizeof *senders);
  if (senders == NULL) err(1, "senders");
  for (unsigned t = 0; t < options.threads; t++)
    open_sender(&senders[t], options.first_sender + t);
  set_delay(senders, 0);

  uint64_t woken = 0, flushed = 0, revoked = 0;
  unsigned timeouts = options.sleepers > 0 ? awake_barriers(senders, &woken) : 0;

  int64_t start_ns = now_ns(), duration_ns = seconds_ns(options.seconds);
  send_part(senders, options.delay_ms > 0 ? duration_ns * 3 / 4 : duration_ns, 0);
  uint64_t plain = sent(senders);
  if (options.delay_ms > 0) {
    set_delay(senders, options.delay_ms);
    send_part(senders, duration_ns / 8, options.delay_ms);
    for (unsigned g = 0; g < options.groups; g++)
      flushed += control(senders, g, IOCTL_FLUSH, NULL);
    send_part(senders, duration_ns / 8, options.delay_ms);
    for (unsigned g = 0; g < options.groups; g += 2)
      revoked += control(senders, g, IOCTL_REVOKE_DELAYED_MESSAGES, NULL);
  }
  double seconds = (double)(now_ns() - start_ns) / 1e9;
  /* Delayed like the messages before it, so that it comes after them. */
  unsigned unsent = send_last(senders);
  set_delay(senders, 0);

  struct latency send = {0};
  uint64_t full = 0;
  for (unsigned t = 0; t < options.threads; t++) {
    latency_merge(&send, &senders[t].send);
    full += senders[t].full;
  }
  printf("threads: %u\n", options.threads);
  printf("groups: %u\n", options.groups);
  printf("woken: %" PRIu64 "\n", woken);
  printf("barrier_timeouts: %u\n", timeouts);
  printf("sent: %" PRIu64 "\n", sent(senders));
  printf("sent_delayed: %" PRIu64 "\n", sent(senders) - plain);
  printf("flushed: %" PRIu64 "\n", flushed);
  printf("revoked: %" PRIu64 "\n", revoked);
  printf("full: %" PRIu64 "\n", full);
  printf("last_unsent: %u\n", unsent);
  printf("seconds: %.3f\n", seconds);
  printf("messages_per_second: %.0f\n", (double)sent(senders) / seconds);
  latency_print(&send, "send");
  return timeouts > 0 || unsent > 0 ? 3 : 0;
}

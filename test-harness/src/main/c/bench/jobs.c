/*
 * Jobs that do next to nothing, from handing them in to their results in a group. First one at a
 * time, then --count of them under way: a thread submits on one descriptor, another receives.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "exchange.h"
#include "fail.h"
#include "job_text.h"
#include "measure.h"
#include "samples.h"

enum { RAMP_UP_US = 20 * 1000, RESULT_ROOM = 4096 };

static const struct backend *backend;
static char *job;
static int submit_fd;
static struct ends results;
static sem_t room; /* jobs that may be submitted beside those under way */
static _Atomic long ended;
static _Atomic bool stopping; /* nothing more is submitted */
static _Atomic bool over;     /* nothing more is received */

static void submit(void) {
  if (!backend->send(submit_fd, job, strlen(job))) give_up("a queue of jobs that has room is full");
}

static void receive_result(void) {
  char result[RESULT_ROOM + 1];
  ssize_t length = backend->receive(results.in, result, RESULT_ROOM);
  if (length == NOTHING) give_up("no result of a job");
  result[length] = '\0';
  if (!over && strstr(result, "\nstate: done\n") == NULL) give_up("a job is not done");
}

static double median_us(double seconds) {
  int64_t *samples = new_samples(), end = now_ns() + (int64_t)(seconds * 1e9);
  size_t count = 0;
  while (count < MAX_SAMPLES && now_ns() < end) {
    int64_t start = now_ns();
    submit();
    receive_result();
    samples[count++] = now_ns() - start;
  }
  double median = (double)percentile(samples, count, 0.5) / 1e3;
  free(samples);
  return median;
}

static void *submit_repeatedly(void *unused) {
  while (!stopping) {
    sem_wait(&room);
    submit();
  }
  return unused;
}

static void *receive_repeatedly(void *unused) {
  for (;;) {
    receive_result();
    if (over) return unused;
    ended++;
    sem_post(&room);
  }
}

static pthread_t start(void *(*work)(void *)) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL) != 0) give_up("no thread can be had");
  return thread;
}

/* Once all of them may be submitted again, none is under way. */
static void await_last(int under_way) {
  for (int i = 0; i < under_way; i++) sem_wait(&room);
}

static double jobs_per_s(int under_way, double seconds) {
  sem_init(&room, 0, (unsigned)under_way);
  pthread_t receiver = start(receive_repeatedly), submitter = start(submit_repeatedly);
  rest_us(RAMP_UP_US);
  int64_t begin = now_ns();
  long before = ended;
  rest_us((long)(seconds * 1e6));
  long after = ended;
  int64_t end = now_ns();

  stopping = true;
  pthread_join(submitter, NULL);
  await_last(under_way);
  over = true;
  backend->send(results.out, "over", 4);
  pthread_join(receiver, NULL);
  return (double)(after - before) * 1e9 / (double)(end - begin);
}

int measure_jobs(const struct backend *b, const struct options *o) {
  backend = b;
  job = read_job(o->job);
  b->install(o, 1, BLOCK);
  submit_fd = b->open_jobs();
  if (submit_fd < 0) refuse("the server has no jobs");
  results = open_ends(b, 0);
  double alone = median_us(o->seconds / 4);
  double many = jobs_per_s(o->count, o->seconds / 2);
  b->uninstall(1);
  printf("median_us=%.3f\n", alone);
  printf("jobs_per_s=%.1f\n", many);
  return 0;
}

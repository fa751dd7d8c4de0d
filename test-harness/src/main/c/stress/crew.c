#include "crew.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "chance.h"
#include "clock.h"

enum { STACK_BYTES = 64 * 1024 };

struct member {
  pthread_t thread;
  int number;
  void (*work)(int number);
  _Atomic int returned;
};

static struct chance chance;

static void *run(void *argument) {
  struct member *member = argument;
  member->work(member->number);
  member->returned = 1;
  return NULL;
}

static void ignore(int signal) { (void)signal; }

/* Without SA_RESTART: an interrupted call is to say so. */
static void prepare_signals(void) {
  struct sigaction action = {.sa_handler = ignore};
  if (sigaction(SIGUSR1, &action, NULL) < 0) err(1, "sigaction");
  chance.state = (uint64_t)getpid();
}

struct crew start_crew(int size, void (*work)(int)) {
  prepare_signals();
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, STACK_BYTES > PTHREAD_STACK_MIN ? STACK_BYTES
                                                                    : PTHREAD_STACK_MIN);
  struct crew crew = {size, calloc((size_t)size, sizeof *crew.members)};
  if (crew.members == NULL) err(1, "crew");
  for (int i = 0; i < size; i++) {
    struct member *member = &crew.members[i];
    member->number = i;
    member->work = work;
    errno = pthread_create(&member->thread, &small, run, member);
    if (errno != 0) err(1, "thread %d", i);
  }
  pthread_attr_destroy(&small);
  return crew;
}

int working(const struct crew *crew) {
  int count = 0;
  for (int i = 0; i < crew->size; i++) count += !crew->members[i].returned;
  return count;
}

void sprinkle(const struct crew *crew) {
  const struct member *member = &crew->members[below(&chance, (uint64_t)crew->size)];
  if (!member->returned) pthread_kill(member->thread, SIGUSR1);
}

void join_crew(struct crew *crew, long rain_us) {
  while (rain_us > 0 && working(crew) > 0) {
    rest_us(rain_us);
    sprinkle(crew);
  }
  for (int i = 0; i < crew->size; i++) pthread_join(crew->members[i].thread, NULL);
  free(crew->members);
}

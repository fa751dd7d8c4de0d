#include "crew.h"

#include <errno.h>
#include <stdlib.h>

#include "fail.h"

enum { STACK_BYTES = 64 * 1024 };

struct member {
  pthread_t thread;
  int number;
  void (*work)(int number);
};

static void *run(void *argument) {
  struct member *self = argument;
  self->work(self->number);
  return NULL;
}

struct crew start_crew(int size, void (*work)(int number)) {
  struct crew crew = {size, calloc((size_t)size, sizeof(struct member))};
  if (crew.members == NULL) fail("calloc");
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, STACK_BYTES);
  for (int i = 0; i < size; i++) {
    struct member *member = &crew.members[i];
    member->number = i;
    member->work = work;
    errno = pthread_create(&member->thread, &small, run, member);
    if (errno == EAGAIN) refuse("threads: see ulimit -u, kernel.threads-max, kernel.pid_max");
    if (errno != 0) fail("pthread_create");
  }
  pthread_attr_destroy(&small);
  return crew;
}

void join_crew(struct crew crew) {
  for (int i = 0; i < crew.size; i++) pthread_join(crew.members[i].thread, NULL);
  free(crew.members);
}

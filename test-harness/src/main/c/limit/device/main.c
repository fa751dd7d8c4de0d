/* limit-device: nothing but queues, on the FUSE protocol; two threads read one /dev/fuse. */
#include <pthread.h>

#include "channel.h"
#include "fail.h"
#include "group.h"
#include "mounting.h"
#include "parse.h"

enum { THREADS = 2 };

static struct ticket *new_ticket(void) {
  struct ticket *ticket = malloc(sizeof *ticket);
  if (ticket == NULL) fail("malloc");
  return ticket;
}

void answer(struct ticket *ticket, int error, const void *bytes, size_t size) {
  reply(ticket->unique, error, bytes, size);
  free(ticket);
}

static void *run(void *none) {
  serve_channel(new_ticket);
  end();
  return none;
}

int main(int argc, char **argv) {
  struct arguments arguments = parse(argc, argv);
  set_capacity(arguments.capacity);
  block_signals();
  mount_at(arguments.dir);
  initialise(0);
  for (int i = 0; i < THREADS; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, NULL) != 0) fail("pthread_create");
  }
  puts("ready");
  fflush(stdout);
  await_end(arguments.dir);
}

/* limit-uring: nothing but queues, on FUSE over io_uring; /dev/fuse carries the interrupts. */
#include <pthread.h>

#include "channel.h"
#include "fail.h"
#include "fuse_uring.h"
#include "group.h"
#include "mounting.h"
#include "parse.h"
#include "queue.h"

/* What comes on /dev/fuse needs no parking. */
static struct ticket *no_ticket(void) { return NULL; }

static void *run(void *none) {
  serve_channel(no_ticket);
  end();
  return none;
}

int main(int argc, char **argv) {
  struct arguments arguments = parse(argc, argv);
  pthread_t thread;
  set_capacity(arguments.capacity);
  block_signals();
  mount_at(arguments.dir);
  initialise(FUSE_OVER_IO_URING);
  start_queues(arguments.depth);
  if (pthread_create(&thread, NULL, run, NULL) != 0) fail("pthread_create");
  puts("ready");
  fflush(stdout);
  await_end(arguments.dir);
}

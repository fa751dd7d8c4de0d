#include "group.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

#include "store.h"

/* `lock` guards all of it. No ticket is answered under a lock. */
struct group {
  _Alignas(64) pthread_mutex_t lock;
  struct store store;
  struct tickets readers, sleepers;
  int reading, asleep;
};

static struct group groups[GROUPS] = {[0 ... GROUPS - 1] = {.lock = PTHREAD_MUTEX_INITIALIZER}};
static size_t capacity;

/* Interrupts that overtook their request, the latest few: uniques are never used twice. */
enum { EARLY = 16 };
static _Atomic uint64_t early[EARLY];
static _Atomic unsigned earlies;

void set_capacity(size_t bytes) { capacity = bytes; }

static void answer_all(struct tickets *tickets, int error, const void *bytes, size_t size) {
  struct ticket *ticket;
  while ((ticket = TAILQ_FIRST(tickets)) != NULL) {
    TAILQ_REMOVE(tickets, ticket, link);
    answer(ticket, error, bytes, size);
  }
}

/* Moves all tickets of a list that is guarded to one that is not. */
static int take_all(struct tickets *from, int *count, struct tickets *to) {
  int taken = *count;
  TAILQ_INIT(to);
  TAILQ_CONCAT(to, from, link);
  *count = 0;
  return taken;
}

void install(unsigned group) {
  struct group *g = &groups[group];
  pthread_mutex_lock(&g->lock);
  if (g->store.bytes == NULL) {
    make_store(&g->store, capacity);
    TAILQ_INIT(&g->readers);
    TAILQ_INIT(&g->sleepers);
  }
  pthread_mutex_unlock(&g->lock);
}

void uninstall(unsigned group) {
  struct group *g = &groups[group];
  struct tickets reading, asleep;
  pthread_mutex_lock(&g->lock);
  clear(&g->store);
  take_all(&g->readers, &g->reading, &reading);
  take_all(&g->sleepers, &g->asleep, &asleep);
  pthread_mutex_unlock(&g->lock);
  answer_all(&reading, -ENODEV, NULL, 0);
  answer_all(&asleep, -ENODEV, NULL, 0);
}

static bool was_interrupted(uint64_t unique) {
  if (atomic_load(&earlies) == 0) return false;
  for (int i = 0; i < EARLY; i++) {
    if (atomic_load(&early[i]) == unique) return true;
  }
  return false;
}

/* Under the lock, which interrupt() takes after it has noted the unique: one of both finds it. */
static int park(struct tickets *tickets, int *count, struct ticket *ticket) {
  if (ticket == NULL) return -EAGAIN;
  if (was_interrupted(ticket->unique)) return -EINTR;
  TAILQ_INSERT_TAIL(tickets, ticket, link);
  ++*count;
  return PARKED;
}

static struct ticket *unpark(struct tickets *tickets, int *count, struct ticket *ticket) {
  if (ticket == NULL) return NULL;
  TAILQ_REMOVE(tickets, ticket, link);
  --*count;
  return ticket;
}

int send_message(unsigned group, const void *message, uint32_t size) {
  struct group *g = &groups[group];
  pthread_mutex_lock(&g->lock);
  struct ticket *reader = unpark(&g->readers, &g->reading, TAILQ_FIRST(&g->readers));
  bool sent = reader != NULL || put(&g->store, message, size);
  pthread_mutex_unlock(&g->lock);
  if (reader != NULL) answer(reader, 0, message, size < reader->room ? size : reader->room);
  return sent ? (int)size : -EAGAIN;
}

int receive_message(unsigned group, void *buffer, uint32_t room, struct ticket *ticket) {
  struct group *g = &groups[group];
  pthread_mutex_lock(&g->lock);
  int result = is_empty(&g->store) ? park(&g->readers, &g->reading, ticket)
                                   : (int)take(&g->store, buffer, room);
  pthread_mutex_unlock(&g->lock);
  return result;
}

int sleep_in(unsigned group, struct ticket *ticket) {
  struct group *g = &groups[group];
  pthread_mutex_lock(&g->lock);
  int result = park(&g->sleepers, &g->asleep, ticket);
  pthread_mutex_unlock(&g->lock);
  return result;
}

int awake(unsigned group, const void *reply, size_t size) {
  struct group *g = &groups[group];
  struct tickets woken;
  pthread_mutex_lock(&g->lock);
  int count = take_all(&g->sleepers, &g->asleep, &woken);
  pthread_mutex_unlock(&g->lock);
  answer_all(&woken, 0, reply, size);
  return count;
}

static int look(unsigned group, const int *count) {
  pthread_mutex_lock(&groups[group].lock);
  int now = *count;
  pthread_mutex_unlock(&groups[group].lock);
  return now;
}

int readers(unsigned group) { return look(group, &groups[group].reading); }

int sleepers(unsigned group) { return look(group, &groups[group].asleep); }

static struct ticket *find(struct tickets *tickets, uint64_t unique) {
  struct ticket *ticket;
  TAILQ_FOREACH(ticket, tickets, link) {
    if (ticket->unique == unique) break;
  }
  return ticket;
}

static struct ticket *unpark_named(struct group *g, uint64_t unique) {
  pthread_mutex_lock(&g->lock);
  struct ticket *ticket = unpark(&g->readers, &g->reading, find(&g->readers, unique));
  if (ticket == NULL) ticket = unpark(&g->sleepers, &g->asleep, find(&g->sleepers, unique));
  pthread_mutex_unlock(&g->lock);
  return ticket;
}

void interrupt(uint64_t unique) {
  atomic_store(&early[atomic_fetch_add(&earlies, 1) % EARLY], unique);
  for (unsigned i = 0; i < GROUPS; i++) {
    struct ticket *ticket = unpark_named(&groups[i], unique);
    if (ticket == NULL) continue;
    answer(ticket, -EINTR, NULL, 0);
    return;
  }
}

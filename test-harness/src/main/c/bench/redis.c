/*
 * Lists of a Redis server on a Unix socket, a connection for each descriptor: LPUSH sends. RPOP
 * receives where an empty group is passed over (POLL), BRPOP where the receiver sleeps (BLOCK).
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend.h"
#include "fail.h"
#include "wire.h"

enum { MAX_DESCRIPTORS = 4096, COMMAND_ROOM = 128 };

static const char *socket_path;
static bool sleeps;
static int group_of[MAX_DESCRIPTORS];

/* A command without an argument that is longer than a name. */
static void say_text(int fd, const char *text) {
  struct iovec all = {(void *)text, strlen(text)};
  say(fd, &all, 1);
}

static void flush_all(void) {
  int fd = connect_to(socket_path);
  say_text(fd, "*1\r\n$8\r\nFLUSHALL\r\n");
  if (strcmp(hear_line(fd), "+OK") != 0) give_up("Redis refuses FLUSHALL");
  close(fd);
}

static void redis_install(const struct options *o, int groups, enum reading reading) {
  (void)groups;
  socket_path = o->dir;
  sleeps = reading == BLOCK;
  flush_all();
}

static void redis_uninstall(int groups) {
  (void)groups;
  flush_all();
}

static int redis_open(int group, enum direction direction) {
  (void)direction;
  int fd = connect_to(socket_path);
  group_of[fd] = group;
  return fd;
}

/* A list has no limit: it is never full. */
static bool redis_send(int fd, const void *message, size_t size) {
  char command[COMMAND_ROOM];
  int n = snprintf(command, sizeof command, "*3\r\n$5\r\nLPUSH\r\n$3\r\n%03d\r\n$%zu\r\n",
                   group_of[fd], size);
  struct iovec parts[] = {{command, (size_t)n}, {(void *)message, size}, {"\r\n", 2}};
  say(fd, parts, 3);
  if (hear_line(fd)[0] != ':') give_up("Redis refuses LPUSH");
  return true;
}

/* The length of a string that follows, or -1 for none: `$64`, `$-1`. */
static long hear_length(int fd) {
  const char *line = hear_line(fd);
  if (line[0] != '$') give_up("Redis answers otherwise than expected");
  return atol(line + 1);
}

static void ask(int fd) {
  char command[COMMAND_ROOM], key[16];
  const char *format = sleeps ? "*3\r\n$5\r\nBRPOP\r\n$3\r\n%03d\r\n$1\r\n0\r\n"
                              : "*2\r\n$4\r\nRPOP\r\n$3\r\n%03d\r\n";
  snprintf(command, sizeof command, format, group_of[fd]);
  say_text(fd, command);
  if (!sleeps) return;
  if (strcmp(hear_line(fd), "*2") != 0) give_up("Redis refuses BRPOP");
  hear_bytes(fd, key, (size_t)hear_length(fd));
}

static ssize_t redis_receive(int fd, void *buffer, size_t size) {
  ask(fd);
  long length = hear_length(fd);
  if (length < 0) return NOTHING;
  if ((size_t)length > size) give_up("a longer message than was sent");
  hear_bytes(fd, buffer, (size_t)length);
  return length;
}

const struct backend redis_backend = {
    .name = "redis",
    .install = redis_install,
    .uninstall = redis_uninstall,
    .open = redis_open,
    .send = redis_send,
    .receive = redis_receive,
};

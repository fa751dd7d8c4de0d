/*
 * Tubes of a beanstalkd on a Unix socket, a connection for each descriptor: put sends; reserve and
 * delete receive. Each client has tubes of its own: there is no command to empty one.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend.h"
#include "fail.h"
#include "wire.h"

enum { COMMAND_ROOM = 128, SECONDS_TO_DELETE = 60 };

static const char *socket_path;
static bool sleeps;

static const char *request(int fd, const char *command) {
  struct iovec all = {(void *)command, strlen(command)};
  say(fd, &all, 1);
  return hear_line(fd);
}

static bool begins(const char *text, const char *with) {
  return strncmp(text, with, strlen(with)) == 0;
}

static void beanstalkd_install(const struct options *o, int groups, enum reading reading) {
  (void)groups;
  socket_path = o->dir;
  sleeps = reading == BLOCK;
}

static void beanstalkd_uninstall(int groups) { (void)groups; }

static int beanstalkd_open(int group, enum direction direction) {
  char command[COMMAND_ROOM];
  int fd = connect_to(socket_path);
  const char *verb = direction == SEND ? "use" : "watch";
  snprintf(command, sizeof command, "%s bench%d-%d\r\n", verb, (int)getpid(), group);
  const char *line = request(fd, command);
  if (!begins(line, "USING") && !begins(line, "WATCHING")) give_up("beanstalkd refuses a tube");
  if (direction == RECEIVE && !begins(request(fd, "ignore default\r\n"), "WATCHING")) {
    give_up("beanstalkd refuses ignore");
  }
  return fd;
}

/* A tube has no limit: it is never full. */
static bool beanstalkd_send(int fd, const void *message, size_t size) {
  char command[COMMAND_ROOM];
  int n = snprintf(command, sizeof command, "put 0 0 %d %zu\r\n", SECONDS_TO_DELETE, size);
  struct iovec parts[] = {{command, (size_t)n}, {(void *)message, size}, {"\r\n", 2}};
  say(fd, parts, 3);
  if (!begins(hear_line(fd), "INSERTED")) give_up("beanstalkd refuses put");
  return true;
}

static void delete_job(int fd, uint64_t job) {
  char command[COMMAND_ROOM];
  snprintf(command, sizeof command, "delete %" PRIu64 "\r\n", job);
  if (!begins(request(fd, command), "DELETED")) give_up("beanstalkd refuses delete");
}

static ssize_t beanstalkd_receive(int fd, void *buffer, size_t size) {
  uint64_t job;
  size_t length;
  const char *line = request(fd, sleeps ? "reserve\r\n" : "reserve-with-timeout 0\r\n");
  if (begins(line, "TIMED_OUT")) return NOTHING;
  if (sscanf(line, "RESERVED %" SCNu64 " %zu", &job, &length) != 2 || length > size) {
    give_up("beanstalkd answers otherwise than expected");
  }
  hear_bytes(fd, buffer, length);
  delete_job(fd, job);
  return (ssize_t)length;
}

const struct backend beanstalkd_backend = {
    .name = "beanstalkd",
    .install = beanstalkd_install,
    .uninstall = beanstalkd_uninstall,
    .open = beanstalkd_open,
    .send = beanstalkd_send,
    .receive = beanstalkd_receive,
};

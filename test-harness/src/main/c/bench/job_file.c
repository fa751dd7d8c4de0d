#include "job_file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fail.h"
#include "group_file.h"

enum { RESULT_ROOM = 4096 };

int open_submit(void) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/jobs/submit", mount_point);
  return open(path, O_RDWR | O_CLOEXEC);
}

static long submit(const char *job) {
  char id[32] = "";
  int fd = open_submit();
  if (fd < 0) refuse("the server has no jobs");
  if (write(fd, job, strlen(job)) < 0) fail("submit a job");
  if (read(fd, id, sizeof id - 1) < 0) fail("read the id of a job");
  close(fd);
  return atol(id);
}

static int open_wait(long id) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/jobs/%ld/wait", mount_point, id);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail("open the wait file of a job");
  return fd;
}

void do_job(const char *job) {
  char result[RESULT_ROOM] = "";
  int fd = open_wait(submit(job));
  if (read(fd, result, sizeof result - 1) < 0) fail("wait for a job");
  close(fd);
  if (strstr(result, "\nstate: done\n") != NULL) return;
  fputs(result, stderr);
  give_up("a job is not done");
}

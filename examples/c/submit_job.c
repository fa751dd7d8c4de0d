/*
 * Submits a job, waits for its end by poll(2), and prints its result. The arguments, with blanks
 * between them, are the job, as in synchmess(4); so quote its quotes for the shell.
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char job[64 << 10];
static char result[64 << 10];

/* Returns the job's length. */
static size_t join(char **words, int count) {
  size_t length = 0;
  for (int i = 0; i < count; i++) {
    size_t size = strlen(words[i]);
    if (length + size + 1 > sizeof job) errx(2, "the job is too long");
    memcpy(job + length, words[i], size);
    length += size;
    job[length++] = i + 1 < count ? ' ' : '\n';
  }
  return length;
}

/* One write(2) is one job; its id is read from the same descriptor. */
static unsigned long submit(const char *path, size_t length) {
  char text[32];
  unsigned long id;
  int file = open(path, O_RDWR);
  if (file < 0) err(1, "%s", path);
  /* EINVAL: malformed. While the queue is full this waits; ENOSPC: too many wait. */
  if (write(file, job, length) < 0) err(1, "%s", path);
  ssize_t size = read(file, text, sizeof text - 1);
  if (size < 0) err(1, "%s", path);
  text[size] = '\0';
  if (sscanf(text, "%lu", &id) != 1) errx(1, "%s: no id", path);
  close(file);
  return id;
}

/* Returns whether the job is done, rather than failed or cancelled. */
static int print_result(const char *path) {
  int file = open(path, O_RDONLY);
  if (file < 0) err(1, "%s", path);
  /* A server would poll the jobs that it waits for together with its sockets. */
  struct pollfd ended = {.fd = file, .events = POLLIN};
  if (poll(&ended, 1, -1) < 0) err(1, "%s", path);
  ssize_t size, length = 0;
  while ((size = read(file, result + length, sizeof result - 1 - (size_t)length)) > 0) length += size;
  if (size < 0) err(1, "%s", path);
  result[length] = '\0';
  if (fputs(result, stdout) < 0 || fflush(stdout) != 0) err(1, "standard output");
  close(file);
  return strstr(result, "\nstate: done\n") != NULL;
}

int main(int argc, char **argv) {
  char path[PATH_MAX];
  if (argc < 3) {
    fprintf(stderr, "usage: submit_job JOBS-DIRECTORY NAME=VALUE...\n");
    return 2;
  }
  snprintf(path, sizeof path, "%s/submit", argv[1]);
  unsigned long id = submit(path, join(argv + 2, argc - 2));
  snprintf(path, sizeof path, "%s/%lu/wait", argv[1], id);
  return print_result(path) ? 0 : 3;
}

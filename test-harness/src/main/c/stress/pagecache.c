/*
 * Has the kernel read a file for its page cache, past direct I/O. What came that way would be taken
 * from a group for nobody, and delivered again from the cache.
 *
 * Prints the result of each call, or minus errno. With a second argument it sends a message before.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "stress.h"

enum { LIMIT_S = 10, SIZE = 4096 };

static void print(const char *call, ssize_t result) {
  printf("%s: %zd\n", call, result < 0 ? -errno : result);
}

/*
 * From now on, and until somebody asks for its attributes, the file seems to be that long. Where it
 * has no positions (ESPIPE) the kernel engine has told the kernel that it is longer than that.
 */
static void send_far_behind(int fd) {
  ssize_t sent = pwrite(fd, "message", 7, SIZE);
  if (sent < 0 && errno == ESPIPE) sent = write(fd, "message", 7);
  if (sent != 7) err(1, "write");
}

int pagecache(int argc, char **argv) {
  if (argc != 2 && argc != 3) {
    fputs("usage: pagecache FILE [send]\n", stderr);
    return 2;
  }
  alarm(LIMIT_S);
  int fd = open(argv[1], O_RDONLY), null = open("/dev/null", O_WRONLY), pipes[2];
  if (fd < 0 || null < 0 || pipe(pipes) < 0) err(1, "%s", argv[1]);
  if (argc == 3) send_far_behind(open(argv[1], O_WRONLY));
  print("sendfile", sendfile(null, fd, &(off_t){0}, SIZE));
  print("splice", splice(fd, &(off_t){0}, pipes[1], NULL, SIZE, 0));
  const char *mapped = mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE, fd, 0);
  if (mapped == MAP_FAILED) err(1, "mmap");
  print("mapped", write(pipes[1], mapped, 1));
  mapped = mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  if (mapped == MAP_FAILED) err(1, "mmap");
  print("populated", write(pipes[1], mapped, 1));
  return 0;
}

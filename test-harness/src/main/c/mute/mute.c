/*
 * Mounts a FUSE file system of a user's that takes every look-up and never answers it. Whoever
 * looks a name up there cannot even be killed, until this program ends. Source: fuse(4).
 *
 *   mute DIRECTORY UID
 *
 * Prints "mounted", and "taken" for each look-up.
 */
#include <err.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int device;

static void answer(const struct fuse_in_header *request, void *body, size_t size) {
  struct fuse_out_header header = {.len = sizeof header + size, .unique = request->unique};
  struct iovec parts[] = {{&header, sizeof header}, {body, size}};
  if (writev(device, parts, 2) < 0) err(1, "answer");
}

static void answer_init(const struct fuse_in_header *request) {
  const struct fuse_init_in *in = (const void *)(request + 1);
  struct fuse_init_out out = {.major = FUSE_KERNEL_VERSION, .minor = in->minor, .max_write = 4096};
  answer(request, &out, sizeof out);
}

static void answer_getattr(const struct fuse_in_header *request, unsigned uid) {
  struct fuse_attr_out out = {
      .attr_valid = 3600,
      .attr = {.ino = 1, .mode = S_IFDIR | 0755, .nlink = 2, .uid = uid, .gid = uid},
  };
  answer(request, &out, sizeof out);
}

static void serve(unsigned uid) {
  static char buffer[1 << 17] __attribute__((aligned(8)));
  while (read(device, buffer, sizeof buffer) > 0) {
    const struct fuse_in_header *request = (const void *)buffer;
    if (request->opcode == FUSE_INIT) answer_init(request);
    if (request->opcode == FUSE_GETATTR) answer_getattr(request, uid);
    if (request->opcode == FUSE_LOOKUP) puts("taken");
  }
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fputs("usage: mute DIRECTORY UID\n", stderr);
    return 2;
  }
  setlinebuf(stdout);
  device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (device < 0) err(1, "/dev/fuse");
  unsigned uid = strtoul(argv[2], NULL, 10);
  char options[128];
  snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=%u,group_id=%u", device, uid, uid);
  if (mount("mute", argv[1], "fuse.mute", MS_NOSUID | MS_NODEV, options) < 0) err(1, "mount");
  puts("mounted");
  serve(uid);
  return 0;
}

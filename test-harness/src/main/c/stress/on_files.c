#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "attacks.h"
#include "attempt.h"
#include "interface.h"
#include "names.h"

#define COUNT(table) (sizeof table / sizeof *table)

/* What reading or writing anything can end with. */
#define TRANSFER \
  EAGAIN, EINVAL, EBADF, EISDIR, ETIMEDOUT, EMSGSIZE, ENOSPC, ERANGE, EPERM, EOPNOTSUPP, EFBIG, \
      EOVERFLOW, EXDEV

enum { ROOM = 8 << 20, IOCTL_ROOM = 1 << 14 };

static struct chance *chance;
static const char *path;
static int fd;
static char *room; /* ROOM bytes */
static const char *mount_point;
static void *volatile nowhere = (void *)8; /* no address of ours */

/* Of all magnitudes, a few negative. */
static off_t any_offset(void) {
  off_t offset = (off_t)(draw(chance) >> below(chance, 64));
  return one_in(chance, 8) ? -offset : offset;
}

static size_t any_size(void) {
  return one_in(chance, 4) ? below(chance, ROOM) : below(chance, 1500);
}

static void read_it(void) {
  size_t size = any_size();
  attempt("read %s, %zu bytes", quoted(path), size);
  judge(read(fd, room, size), TRANSFER, 0);
  off_t offset = any_offset();
  attempt("pread %s, %zu bytes at %jd", quoted(path), size, (intmax_t)offset);
  judge(pread(fd, room, size, offset), TRANSFER, ESPIPE, 0);
}

static void read_in_parts(void) {
  struct iovec parts[] = {{room, 1}, {room + 5, 0}, {room + 9, below(chance, 100000)}};
  attempt("readv %s", quoted(path));
  judge(readv(fd, parts, 3), TRANSFER, 0);
  attempt("read %s to a bad address", quoted(path));
  judge(read(fd, nowhere, 1 + below(chance, 9000)), TRANSFER, EFAULT, 0);
}

static void write_bytes(void) {
  size_t size = one_in(chance, 4) ? below(chance, 200000) : below(chance, 40);
  for (size_t i = 0; i < size; i += 8) *(uint64_t *)(room + i) = draw(chance);
  attempt("write %zu random bytes to %s", size, quoted(path));
  judge(write(fd, room, size), TRANSFER, 0);
  off_t offset = any_offset();
  attempt("pwrite %zu random bytes to %s at %jd", size, quoted(path), (intmax_t)offset);
  judge(pwrite(fd, room, size, offset), TRANSFER, ESPIPE, 0);
}

/* The largest are kept from the parameters: there they are right, and more than the machine has. */
static void write_value(void) {
  static const char *const values[] = {
      "eof",   "block\n", "fail",  "block", "shell\n", "discard", "keep",   "0",      "1\n",   "2",
      "64",    "1024\n",  "65536", "1048576", "-1",    "-0",      "+1",     "007",    "1e3",
      "0x10",
      " 5",    "5 ",      "5\n\n", "\n",    "\r\n",    "1\0",     "NaN",    "EOF",    "\xd9\xa3",
      "99999999999999999999999", "18446744073709551615", "2147483647", "2147483648", "4294967295"};
  size_t count = is_parameter(path) ? COUNT(values) - 4 : COUNT(values);
  const char *value = values[below(chance, count)];
  attempt("write %s to %s", quoted(value), quoted(path));
  judge(write(fd, value, strlen(value) + one_in(chance, 20)), TRANSFER, 0);
}

static void write_in_parts(void) {
  struct iovec parts[] = {{room, 1}, {room + 5, 0}, {room + 9, below(chance, 3000)}};
  attempt("writev %s", quoted(path));
  judge(writev(fd, parts, 3), TRANSFER, 0);
  attempt("write %s from a bad address", quoted(path));
  judge(write(fd, nowhere, 1 + below(chance, 9000)), TRANSFER, EFAULT, 0);
}

static void control(void) {
  static const unsigned long known[] = {IOCTL_INSTALL_GROUP, IOCTL_SLEEP, IOCTL_AWAKE,
                                        IOCTL_SET_SEND_DELAY, IOCTL_REVOKE_DELAYED_MESSAGES,
                                        IOCTL_FLUSH};
  static const unsigned directions[] = {_IOC_NONE, _IOC_READ, _IOC_WRITE, _IOC_READ | _IOC_WRITE};
  unsigned long command = (uint32_t)draw(chance);
  if (one_in(chance, 3)) command = known[below(chance, COUNT(known))];
  if (one_in(chance, 3))
    command = _IOC(directions[below(chance, 4)], (unsigned)SYNCHMESS_IOC_MAGIC,
                   below(chance, 8), below(chance, IOCTL_ROOM));
  for (size_t i = 0; i < 16; i += 8) *(uint64_t *)(room + i) = draw(chance) >> below(chance, 64);
  void *argument = one_in(chance, 10) ? nowhere : room;
  attempt("ioctl %#lx on %s", command, quoted(path));
  judge(ioctl(fd, command, argument), ENOTTY, EBADF, EINVAL, EFAULT, ENOSPC, EDQUOT, EOPNOTSUPP,
        EPERM, EACCES, EISDIR, EXDEV, ENOTDIR, EOVERFLOW, EAGAIN, 0);
}

static void seek(void) {
  off_t offset = any_offset();
  int whence = (int)below(chance, 7);
  attempt("lseek %s to %jd from %d", quoted(path), (intmax_t)offset, whence);
  judge(lseek(fd, offset, whence), EINVAL, EBADF, ENXIO, ESPIPE, EOVERFLOW, 0);
}

static void wait_for_it(void) {
  struct pollfd polled = {.fd = fd, .events = (short)draw(chance)};
  attempt("poll %s for %#hx", quoted(path), polled.events);
  judge(poll(&polled, 1, (int)below(chance, 30)), 0);
}

static void sync_it(void) {
  attempt("fsync %s", quoted(path));
  judge(one_in(chance, 2) ? fsync(fd) : fdatasync(fd), EBADF, EINVAL, 0);
}

static void cut(void) {
  off_t size = any_offset();
  attempt("ftruncate %s to %jd", quoted(path), (intmax_t)size);
  judge(ftruncate(fd, size), EBADF, EINVAL, EFBIG, EISDIR, EPERM, ENOENT, 0);
  attempt("fallocate %s", quoted(path));
  judge(fallocate(fd, (int)below(chance, 128), any_offset(), any_offset()), EBADF, EINVAL, EFBIG,
        EOPNOTSUPP, EPERM, EISDIR, ESPIPE, 0);
}

static void lock(void) {
  int kind = (int)below(chance, 16);
  attempt("flock %s %d", quoted(path), kind);
  judge(flock(fd, kind), EBADF, EINVAL, EAGAIN, 0);
  struct flock range = {.l_type = (short)below(chance, 4), .l_start = any_offset(),
                        .l_len = any_offset()};
  attempt("fcntl F_SETLK %s", quoted(path));
  judge(fcntl(fd, F_SETLK, &range), EBADF, EINVAL, EAGAIN, EACCES, EOVERFLOW, 0);
}

static void change_flags(void) {
  int flags = (int)draw(chance);
  attempt("fcntl F_SETFL %s %#x", quoted(path), flags);
  judge(fcntl(fd, F_SETFL, flags), EBADF, EINVAL, EPERM, 0);
}

static void map(void) {
  int shared = one_in(chance, 2) ? MAP_SHARED : MAP_PRIVATE;
  attempt("mmap %s", quoted(path));
  void *memory = mmap(NULL, 4096, PROT_READ, shared, fd, 0);
  judge(memory == MAP_FAILED ? -1 : 0, EBADF, EACCES, EINVAL, EPERM, 0);
  if (memory != MAP_FAILED) munmap(memory, 4096);
}

static void list(void) {
  attempt("getdents64 %s", quoted(path));
  judge(syscall(SYS_getdents64, fd, room, below(chance, 100)), EBADF, EINVAL, ENOTDIR, ENOENT, 0);
}

static void copy(void) {
  static char other_room[PATH_ROOM];
  const char *other = known_path(other_room, mount_point, chance);
  int null = open("/dev/null", O_RDWR), second = open(other, O_RDWR | O_NONBLOCK), pipes[2];
  if (null < 0 || pipe2(pipes, O_NONBLOCK) < 0) abort();
  attempt("sendfile from %s", quoted(path));
  judge(sendfile(null, fd, NULL, below(chance, 70000)), TRANSFER, 0);
  attempt("splice from %s to a pipe", quoted(path));
  judge(splice(fd, NULL, pipes[1], NULL, below(chance, 70000), 0), TRANSFER, 0);
  attempt("splice from a pipe to %s", quoted(path));
  judge(splice(pipes[0], NULL, fd, NULL, below(chance, 70000), 0), TRANSFER, 0);
  attempt("copy_file_range from %s to %s", quoted(path), quoted(other));
  judge(copy_file_range(fd, NULL, second, NULL, below(chance, 70000), 0), TRANSFER, 0);
  if (second >= 0) close(second);
  close(null);
  close(pipes[0]);
  close(pipes[1]);
}

/* ENOENT: of a file that was removed libfuse 2 only knows that its name is gone. */
static void change_rights(void) {
  struct stat stat;
  attempt("fstat %s", quoted(path));
  judge(fstat(fd, &stat), ENOENT, 0);
  attempt("fchmod %s", quoted(path));
  judge(fchmod(fd, (mode_t)below(chance, 010000)), EBADF, EPERM, ENOENT, 0);
  attempt("fchown %s", quoted(path));
  judge(fchown(fd, (uid_t)draw(chance), (gid_t)draw(chance)), EBADF, EPERM, EINVAL, ENOENT, 0);
}

static void (*const attacks[])(void) = {
    read_it, read_it, read_in_parts, write_bytes, write_value, write_value, write_in_parts,
    control, control, seek,          wait_for_it, sync_it,     cut,         lock,
    change_flags, map, list,         copy,        change_rights};

static int any_flags(void) {
  static const int extra[] = {O_NONBLOCK, O_APPEND, O_TRUNC,  O_DIRECT, O_DIRECTORY, O_NOFOLLOW,
                              O_SYNC,     O_PATH,   O_NOATIME, O_EXCL,  O_CREAT,     O_TMPFILE};
  int flags = (int)below(chance, 3);
  while (one_in(chance, 2)) flags |= extra[below(chance, COUNT(extra))];
  return flags;
}

void attack_file(const char *mount, struct chance *c) {
  static char path_room[PATH_ROOM];
  chance = c;
  if (room == NULL) {
    room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) abort();
  }
  mount_point = mount;
  path = known_path(path_room, mount, c);
  int flags = any_flags();
  attempt("open %s %#o", quoted(path), flags);
  fd = open(path, flags, 0666);
  judge(fd, ENOENT, ENOTDIR, EACCES, EISDIR, EINVAL, EPERM, EEXIST, ENOSPC, EDQUOT, EOPNOTSUPP, 0);
  if (fd < 0) return;
  do {
    attacks[below(c, COUNT(attacks))]();
  } while (!one_in(c, 4));
  attempt("close %s", quoted(path));
  judge(close(fd), ENOSPC, EMSGSIZE, 0);
}

#define _GNU_SOURCE
#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/aio_abi.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SIZE = 2 << 20, PAGE = 4096, MAX_SHOWN = 4096 };

char detail[4 * MAX_SHOWN + 1];
long long last_ms;

static int fd = -1;
static int epoll = -1;
static char buffer[MAX_SIZE + PAGE] __attribute__((aligned(4096)));

long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* ------------------------------------------------------------------ what is read and written */

static char pattern(long i) { return (char)(i * 31 + (i >> 8)); }

static int is_pattern(const char *bytes, long n) {
  for (long i = 0; i < n; i++)
    if (bytes[i] != pattern(i)) return 0;
  return 1;
}

/* Shows short texts as they are, with other bytes in hexadecimal, and of long ones what they are. */
static void show(const char *bytes, long n) {
  char *out = detail;
  if (n > MAX_SHOWN) {
    strcpy(detail, is_pattern(bytes, n) ? "pattern" : "other");
    return;
  }
  for (long i = 0; i < n; i++) {
    unsigned char c = (unsigned char)bytes[i];
    out += sprintf(out, c >= ' ' && c <= '~' && c != '\\' ? "%c" : "\\x%02x", c);
  }
}

static long shown(const char *bytes, long n) {
  if (n > 0) show(bytes, n);
  return n;
}

static long do_read(const char *rest) {
  long size = 0, offset = 0;
  sscanf(rest, "%ld %ld", &size, &offset);
  return shown(buffer + offset, read(fd, buffer + offset, (size_t)size));
}

static long do_pread(const char *rest) {
  long size = 0, where = 0;
  sscanf(rest, "%ld %ld", &size, &where);
  return shown(buffer, pread(fd, buffer, (size_t)size, where));
}

static long do_write(const char *rest) { return write(fd, rest, strlen(rest)); }

static long do_line(const char *rest) {
  int length = snprintf(buffer, MAX_SIZE, "%s\n", rest);
  return write(fd, buffer, (size_t)length);
}

static long do_fill(const char *rest) {
  long size = 0, offset = 0;
  sscanf(rest, "%ld %ld", &size, &offset);
  for (long i = 0; i < size; i++) buffer[offset + i] = pattern(i);
  return write(fd, buffer + offset, (size_t)size);
}

static long do_pwrite(const char *rest) {
  char *text;
  long where = strtol(rest, &text, 10);
  return pwrite(fd, text + 1, strlen(text + 1), where);
}

static long do_writev(const char *rest) {
  const char *space = strchrnul(rest, ' ');
  const char *second = *space ? space + 1 : space;
  struct iovec parts[] = {{(char *)rest, (size_t)(space - rest)},
                          {(char *)second, strlen(second)}};
  return writev(fd, parts, 2);
}

static long do_aio(const char *rest) {
  long long offset = 0;
  int at = 0;
  sscanf(rest, "%lld %n", &offset, &at);
  aio_context_t context = 0;
  struct io_event event = {0};
  struct iocb write = {.aio_lio_opcode = IOCB_CMD_PWRITE, .aio_fildes = (unsigned)fd};
  write.aio_buf = (uintptr_t)(rest + at), write.aio_nbytes = strlen(rest + at);
  write.aio_offset = offset;
  if (syscall(SYS_io_setup, 1, &context) < 0) return -1;
  long done = syscall(SYS_io_submit, context, 1, (struct iocb *[]){&write});
  if (done == 1) done = syscall(SYS_io_getevents, context, 1, 1, &event, NULL);
  syscall(SYS_io_destroy, context);
  if (done == 1 && event.res < 0) errno = (int)-event.res;
  return done == 1 && event.res >= 0 ? event.res : -1;
}

static long do_lseek(const char *rest) { return lseek(fd, atol(rest), SEEK_SET); }

/* ------------------------------------------------------------------------------- descriptors */

static int flag(const char *word) {
  static const struct { const char *word; int flag; } flags[] = {
      {"r", O_RDONLY},     {"w", O_WRONLY},     {"rw", O_RDWR},     {"creat", O_CREAT},
      {"excl", O_EXCL},    {"trunc", O_TRUNC},  {"append", O_APPEND},
      {"nonblock", O_NONBLOCK},                 {"dir", O_DIRECTORY},
  };
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (!strcmp(flags[i].word, word)) return flags[i].flag;
  fprintf(stderr, "probe: no flag is named %s\n", word);
  exit(2);
}

static long do_open(const char *rest) {
  char path[512], words[128] = "r";
  unsigned mode = 0666;
  int flags = 0;
  sscanf(rest, "%511s %127s %o", path, words, &mode);
  for (char *word = strtok(words, ","); word; word = strtok(NULL, ",")) flags |= flag(word);
  int opened = open(path, flags, mode);
  if (opened >= 0) fd = opened;
  return opened;
}

static long do_fd(const char *rest) { return fd = atoi(rest); }
static long do_dup(const char *rest) { return (void)rest, fd = dup(fd); }
static long do_close(const char *rest) { return (void)rest, close(fd); }
static long do_fsync(const char *rest) { return (void)rest, fsync(fd); }
static long do_fdatasync(const char *rest) { return (void)rest, fdatasync(fd); }
static long do_ftruncate(const char *rest) { return ftruncate(fd, atol(rest)); }
static long do_fchmod(const char *rest) { return fchmod(fd, (mode_t)strtol(rest, NULL, 8)); }

static long do_nonblock(const char *rest) {
  return (void)rest, fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static long do_fstat(const char *rest) {
  (void)rest;
  struct stat st;
  int result = fstat(fd, &st);
  if (!result) sprintf(detail, "%o %ld", st.st_mode, (long)st.st_size);
  return result;
}

/* Without a value the argument is NULL; with one, a buffer that begins with it as an unsigned int.
   The text behind that int is shown: the path of struct group_t. */
static long do_ioctl(const char *rest) {
  unsigned command = 0, value = 0;
  int words = sscanf(rest, "%i %u", (int *)&command, &value);
  memset(buffer, 0, PAGE * 5);
  memcpy(buffer, &value, sizeof value);
  int result = ioctl(fd, command, words == 2 ? buffer : NULL);
  show(buffer + sizeof value, (long)strlen(buffer + sizeof value));
  return result;
}

/* ------------------------------------------------------------------------------------ polling */

static short poll_events(const char *words) {
  short in = strstr(words, "in") ? POLLIN : 0;
  short out = strstr(words, "out") ? POLLOUT : 0;
  return in | out;
}

/* The bits of poll(2) are those of epoll(7). */
static void show_events(unsigned events) {
  sprintf(detail, "%s%s%s%s", events & POLLIN ? "in," : "", events & POLLOUT ? "out," : "",
          events & POLLERR ? "err," : "", events & POLLHUP ? "hup," : "");
  if (*detail) detail[strlen(detail) - 1] = 0;
}

static long do_poll(const char *rest) {
  char words[16] = "";
  int ms = 0;
  sscanf(rest, "%15s %d", words, &ms);
  struct pollfd pollfd = {fd, poll_events(words), 0};
  int result = poll(&pollfd, 1, ms);
  show_events((unsigned)pollfd.revents);
  return result;
}

static long do_select(const char *rest) {
  char words[16] = "";
  int ms = 0;
  sscanf(rest, "%15s %d", words, &ms);
  fd_set in, out;
  FD_ZERO(&in);
  FD_ZERO(&out);
  if (strstr(words, "in")) FD_SET(fd, &in);
  if (strstr(words, "out")) FD_SET(fd, &out);
  struct timeval timeout = {ms / 1000, ms % 1000 * 1000};
  int result = select(fd + 1, &in, &out, NULL, &timeout);
  if (result > 0)
    show_events((FD_ISSET(fd, &in) ? POLLIN : 0u) | (FD_ISSET(fd, &out) ? POLLOUT : 0u));
  return result;
}

static long do_epoll(const char *rest) {
  unsigned edge = strstr(rest, "edge") ? EPOLLET : 0u;
  struct epoll_event event = {.events = (unsigned)poll_events(rest) | edge};
  if (epoll < 0) epoll = epoll_create1(EPOLL_CLOEXEC);
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static long do_epoll_wait(const char *rest) {
  struct epoll_event event = {0};
  int result = epoll_wait(epoll, &event, 1, atoi(rest));
  show_events(event.events);
  return result;
}

/* -------------------------------------------------------------------------------------- paths */

static long do_stat(const char *rest) {
  struct stat st;
  int result = lstat(rest, &st);
  if (!result)
    sprintf(detail, "%o %u:%u %ld", st.st_mode, st.st_uid, st.st_gid, (long)st.st_size);
  return result;
}

static void two_paths(const char *rest, char *first, char *second) {
  *first = *second = 0;
  sscanf(rest, "%511s %511s", first, second);
}

static long do_rename(const char *rest) {
  char from[512], to[512];
  two_paths(rest, from, to);
  return rename(from, to);
}

static long do_link(const char *rest) {
  char from[512], to[512];
  two_paths(rest, from, to);
  return link(from, to);
}

static long do_symlink(const char *rest) {
  char target[512], path[512];
  two_paths(rest, target, path);
  return symlink(target, path);
}

static long do_mknod(const char *rest) {
  char path[512], type[16] = "reg";
  sscanf(rest, "%511s %15s", path, type);
  mode_t bits = !strcmp(type, "fifo") ? S_IFIFO : !strcmp(type, "char") ? S_IFCHR : S_IFREG;
  return mknod(path, bits | 0644, 0);
}

static long do_chmod(const char *rest) {
  char path[512];
  unsigned mode = 0;
  sscanf(rest, "%511s %o", path, &mode);
  return chmod(path, mode);
}

static long do_chown(const char *rest) {
  char path[512];
  unsigned uid = 0, gid = 0;
  sscanf(rest, "%511s %u %u", path, &uid, &gid);
  return chown(path, uid, gid);
}

static long do_truncate(const char *rest) {
  char path[512];
  long size = 0;
  sscanf(rest, "%511s %ld", path, &size);
  return truncate(path, size);
}

static long do_mkdir(const char *rest) { return mkdir(rest, 0755); }
static long do_rmdir(const char *rest) { return rmdir(rest); }
static long do_unlink(const char *rest) { return unlink(rest); }

/* ---------------------------------------------------------------------- the process and time */

static long do_uid(const char *rest) {
  uid_t uid = (uid_t)atoi(rest);
  if (setgroups(0, NULL) || setgid(uid)) return -1;
  return setuid(uid);
}

static void handle(int signal) { (void)signal; }

/*
 * A signal that is handled, in that many ms, and again, should the call that it is for not have
 * begun by then; with `restart` the handler asks for SA_RESTART.
 */
static long do_alarm(const char *rest) {
  char *word;
  long ms = strtol(rest, &word, 10);
  struct sigaction action = {.sa_handler = handle};
  if (strstr(word, "restart")) action.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &action, NULL);
  struct timeval after = {ms / 1000, ms % 1000 * 1000};
  struct itimerval timer = {.it_interval = after, .it_value = after};
  return setitimer(ITIMER_REAL, &timer, NULL);
}

/* How long the call before it took, in ms. */
static long do_took(const char *rest) { return (void)rest, (long)last_ms; }

static long long marked;

/* A sign that what follows is about to begin. */
static long do_mark(const char *rest) {
  (void)rest;
  marked = now_ms();
  return 0;
}

/* The time since the last mark, in ms. */
static long do_elapsed(const char *rest) { return (void)rest, (long)(now_ms() - marked); }

/* Waits for a line on stdin. */
static long do_wait(const char *rest) {
  (void)rest;
  int c;
  while ((c = getchar()) != '\n' && c != EOF) continue;
  return 0;
}

static const struct call calls[] = {
    {"open", "PATH [r|w|rw,creat,excl,trunc,append,nonblock] [MODE]", do_open},
    {"fd", "N", do_fd},
    {"dup", "", do_dup},
    {"close", "", do_close},
    {"read", "SIZE [ALIGNMENT]", do_read},
    {"pread", "SIZE OFFSET", do_pread},
    {"write", "TEXT", do_write},
    {"line", "TEXT, to which a newline is added", do_line},
    {"fill", "SIZE [ALIGNMENT], writes a pattern", do_fill},
    {"pwrite", "OFFSET TEXT", do_pwrite},
    {"aio", "OFFSET TEXT, written by io_submit", do_aio},
    {"writev", "WORD [TEXT]", do_writev},
    {"lseek", "OFFSET", do_lseek},
    {"nonblock", "", do_nonblock},
    {"fsync", "", do_fsync},
    {"fdatasync", "", do_fdatasync},
    {"ftruncate", "SIZE", do_ftruncate},
    {"fchmod", "MODE", do_fchmod},
    {"fstat", "", do_fstat},
    {"ioctl", "COMMAND [UNSIGNED]", do_ioctl},
    {"poll", "[in][out] MS", do_poll},
    {"select", "[in][out] MS", do_select},
    {"epoll", "[in][out][edge]", do_epoll},
    {"epoll_wait", "MS", do_epoll_wait},
    {"stat", "PATH", do_stat},
    {"rename", "PATH PATH", do_rename},
    {"link", "PATH PATH", do_link},
    {"symlink", "TARGET PATH", do_symlink},
    {"mknod", "PATH reg|fifo|char", do_mknod},
    {"chmod", "PATH MODE", do_chmod},
    {"chown", "PATH UID GID", do_chown},
    {"truncate", "PATH SIZE", do_truncate},
    {"mkdir", "PATH", do_mkdir},
    {"rmdir", "PATH", do_rmdir},
    {"unlink", "PATH", do_unlink},
    {"uid", "UID", do_uid},
    {"alarm", "MS [restart]", do_alarm},
    {"took", "", do_took},
    {"mark", "", do_mark},
    {"elapsed", "", do_elapsed},
    {"wait", "", do_wait},
};

const struct call *find_call(const char *name) {
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    if (!strcmp(calls[i].name, name)) return &calls[i];
  return NULL;
}

void print_usage(void) {
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    fprintf(stderr, "  %s %s\n", calls[i].name, calls[i].usage);
}

/*
 * Starts a program that finds no file system with nameless files: open(2) with O_TMPFILE fails with
 * EOPNOTSUPP. Source: seccomp(2).
 *
 *   without_nameless_files PROGRAM ARGUMENTS
 */
#define _GNU_SOURCE
#include <endian.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
  FLAGS = offsetof(struct seccomp_data, args[2]) + (BYTE_ORDER == BIG_ENDIAN ? 4 : 0),
  NAMELESS = O_TMPFILE & ~O_DIRECTORY,
};

static void forbid(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FLAGS),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMELESS, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) err(1, "PR_SET_NO_NEW_PRIVS");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) err(1, "PR_SET_SECCOMP");
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: without_nameless_files PROGRAM ARGUMENTS\n", stderr);
    return 2;
  }
  forbid();
  execvp(argv[1], argv + 1);
  err(1, "%s", argv[1]);
}

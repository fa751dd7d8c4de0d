/*
 * Starts a program that may not have an io_uring: io_uring_setup(2) fails with EPERM, as in most
 * containers. Source: seccomp(2).
 *
 *   without_io_uring PROGRAM ARGUMENTS
 */
#include <err.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void forbid(unsigned number) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) err(1, "PR_SET_NO_NEW_PRIVS");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) err(1, "PR_SET_SECCOMP");
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: without_io_uring PROGRAM ARGUMENTS\n", stderr);
    return 2;
  }
  forbid(__NR_io_uring_setup);
  execvp(argv[1], argv + 1);
  err(1, "%s", argv[1]);
}

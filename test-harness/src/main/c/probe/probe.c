/*
 * probe: carries out single system calls, as its arguments say, and prints a line for each.
 *
 *   probe 'open orders rw' 'write hello' 'read 100' 'read 100'
 *
 *   open 3
 *   write 5
 *   read 5 hello
 *   read 0
 *
 * A call that fails prints -1 and the name of its errno. A call works on the current descriptor:
 * the one opened last, or the one chosen by `fd N`.
 */
#define _GNU_SOURCE
#include "calls.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void print(const struct call *call, long result, const char *detail) {
  printf("%s %ld", call->name, result);
  if (result < 0) printf(" %s", strerrorname_np(errno));
  if (*detail) printf(" %s", detail);
  putchar('\n');
  fflush(stdout);
}

/* Carries out one argument: the name of a call, a space, and what the call makes of the rest. */
static int carry_out(char *argument) {
  char *rest = strchr(argument, ' ');
  if (rest) *rest++ = 0;
  const struct call *call = find_call(argument);
  if (!call) {
    fprintf(stderr, "probe: no call is named %s; there are\n", argument);
    print_usage();
    return 2;
  }
  detail[0] = 0;
  long long start = now_ms();
  long result = call->carry_out(rest ? rest : "");
  last_ms = now_ms() - start;
  print(call, result, detail);
  return 0;
}

int main(int argc, char **argv) {
  int status = 0;
  for (int i = 1; i < argc && !status; i++) status = carry_out(argv[i]);
  return status;
}

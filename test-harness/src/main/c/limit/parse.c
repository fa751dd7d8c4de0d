#include "parse.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static void wrong_usage(const char *program) {
  fprintf(stderr,
          "usage: %s DIR [--capacity=BYTES] [--depth=N]\n"
          "  --capacity   that a group can hold, a power of two from 4096 (default 1048576)\n"
          "  --depth      requests that a ring can hold, a power of two up to 32768 (default 64)\n",
          program);
  exit(2);
}

/* 0: not a power of two within the limits. */
static size_t power_of_two(const char *text, size_t low, size_t high) {
  char *end;
  size_t value = strtoul(text, &end, 10);
  return *end == '\0' && value >= low && value <= high && (value & (value - 1)) == 0 ? value : 0;
}

struct arguments parse(int argc, char **argv) {
  static const struct option known[] = {
      {"capacity", required_argument, NULL, 'c'}, {"depth", required_argument, NULL, 'd'},
      {NULL, 0, NULL, 0},
  };
  struct arguments arguments = {.capacity = 1 << 20, .depth = 64};
  int letter;
  while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
    switch (letter) {
      case 'c': arguments.capacity = power_of_two(optarg, 4096, (size_t)1 << 32); break;
      case 'd': arguments.depth = (unsigned)power_of_two(optarg, 2, 32768); break;
      default: wrong_usage(argv[0]);
    }
  }
  if (optind != argc - 1 || arguments.capacity == 0 || arguments.depth == 0) wrong_usage(argv[0]);
  arguments.dir = argv[optind];
  return arguments;
}

/* The clients of the stress tests in one program: `stress CLIENT ARGUMENTS`. */
#include "stress.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name;
  int (*run)(int argc, char **argv);
} clients[] = {
    {"producer", producer},
    {"consumer", consumer},
    {"parked", parked},
    {"signals", signals},
    {"barrier", barrier},
    {"churn", churn},
    {"opens", opens},
    {"pagecache", pagecache},
    {"hostile", hostile},
};

int main(int argc, char **argv) {
  for (size_t i = 0; argc > 1 && i < sizeof clients / sizeof *clients; i++)
    if (strcmp(argv[1], clients[i].name) == 0) return clients[i].run(argc - 1, argv + 1);
  fputs("usage: stress CLIENT ARGUMENTS\n", stderr);
  return 2;
}

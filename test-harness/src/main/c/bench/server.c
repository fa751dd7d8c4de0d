#include "server.h"

#include <stdio.h>
#include <string.h>

#include "fail.h"

/* The value of a line `name: value …` of /proc/PID/status. */
static long status(pid_t pid, const char *name) {
  char path[64], line[256];
  long value = -1;
  snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("read the server's status");
  while (fgets(line, sizeof line, file) != NULL) {
    size_t n = strlen(name);
    if (strncmp(line, name, n) == 0 && line[n] == ':') value = atol(line + n + 1);
  }
  fclose(file);
  return value;
}

void print_server(pid_t server) {
  if (server == 0) return;
  printf("rss_mb=%.1f\n", (double)status(server, "VmRSS") * 1024 / 1e6);
  printf("threads=%ld\n", status(server, "Threads"));
}

#include "control.h"

#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

long control(const char *file, const char *name) {
  char path[PATH_MAX];
  const char *group = strrchr(file, '/') + 1;
  snprintf(path, sizeof path, "%.*sctl/%s/%s", (int)(group - file), file, group, name);
  FILE *stream = fopen(path, "r");
  long value;
  if (stream == NULL || fscanf(stream, "%ld", &value) != 1) err(1, "%s", path);
  fclose(stream);
  return value;
}

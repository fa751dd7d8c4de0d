#define _GNU_SOURCE
#include "attempt.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"

enum { QUOTED_LENGTH = 120 };

struct record *record;

void attempt(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(record->what, sizeof record->what, format, arguments);
  va_end(arguments);
  record->since_ns = now_ns();
  record->attempts++;
}

void judge(long result, ...) {
  int error = errno;
  if (result >= 0 || error == EINTR || error == ENODEV) return;
  va_list right;
  va_start(right, result);
  for (int each = va_arg(right, int); each != 0; each = va_arg(right, int)) {
    if (each != error) continue;
    va_end(right);
    return;
  }
  va_end(right);
  record->wrong++;
  printf("wrong: %s: %s\n", record->what, strerrorname_np(error));
}

const char *quoted(const char *path) {
  static char rooms[2][QUOTED_LENGTH + 8];
  static int turn;
  char *room = rooms[turn++ % 2], *to = room;
  for (; *path != '\0' && to < room + QUOTED_LENGTH; path++)
    to += isgraph((unsigned char)*path) ? sprintf(to, "%c", *path)
                                        : sprintf(to, "\\%03o", (unsigned char)*path);
  strcpy(to, *path == '\0' ? "" : "...");
  return room;
}

#pragma once

#include <stdatomic.h>
#include <stdint.h>

#include "chance.h"

/* What one hostile process is at, in memory that the watching process shares. */
struct record {
  _Atomic int64_t since_ns; /* when its present attempt began */
  _Atomic uint64_t attempts;
  _Atomic uint64_t wrong; /* attempts that ended as none should */
  char what[512];         /* its present attempt, in words */
};

/* Set once in each process. */
extern struct record *record;

/* Says what is tried next, as printf(3) does. */
__attribute__((format(printf, 1, 2))) void attempt(const char *format, ...);

/*
 * Judges how a call ended: any success is right, and the errnos named, up to a 0. EINTR and ENODEV
 * always are: alarms keep interrupting, and groups keep being uninstalled.
 */
void judge(long result, ...);

/* A path in which bytes that do not print are escaped. Good until the next call but one. */
const char *quoted(const char *path);

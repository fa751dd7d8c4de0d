#ifndef MOUNT_H
#define MOUNT_H

#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The mount directory when none is named: $SYNCHMESS_MOUNT, else /dev/synch for root, else
 * $XDG_RUNTIME_DIR/synch, else /tmp/synch-UID. That one must be the caller's own directory: anyone
 * could have made it in /tmp.
 */
static inline const char *default_mount(void) {
  static char path[PATH_MAX];
  struct stat status;
  const char *named = getenv("SYNCHMESS_MOUNT");
  if (named != NULL && *named != '\0') return named;
  if (geteuid() == 0) return "/dev/synch";
  const char *runtime = getenv("XDG_RUNTIME_DIR");
  if (runtime != NULL && *runtime != '\0') {
    snprintf(path, sizeof path, "%s/synch", runtime);
    return path;
  }
  snprintf(path, sizeof path, "/tmp/synch-%u", (unsigned)geteuid());
  if (lstat(path, &status) < 0) err(1, "%s", path);
  if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid())
    errx(1, "%s: not a directory of your own", path);
  return path;
}

#endif

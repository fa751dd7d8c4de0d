#pragma once

#include <errno.h>

/* Whether a call failed because the group was uninstalled, or the mount or its daemon is gone. */
static inline int gone(int error) {
  return error == ENODEV || error == ENOENT || error == ENOTCONN || error == ECONNABORTED;
}

#pragma once

#include <errno.h>

/*
 * Whether a call failed because the group was uninstalled, or the mount or its daemon is gone:
 * ECANCELED where the daemon was killed just as io_uring handed it the call.
 */
static inline int gone(int error) {
  return error == ENODEV || error == ENOENT || error == ENOTCONN || error == ECONNABORTED ||
         error == ECANCELED;
}

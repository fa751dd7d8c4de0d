#include "mounting.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include "channel.h"
#include "fail.h"

void mount_at(const char *dir) {
  char options[128];
  channel = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (channel < 0) fail("open /dev/fuse");
  snprintf(options, sizeof options, "fd=%d,rootmode=40755,user_id=0,group_id=0", channel);
  if (mount("synchmess-limit", dir, "fuse.synchmess-limit", MS_NOSUID | MS_NODEV, options) != 0) {
    fail("mount");
  }
}

static sigset_t endings(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  return set;
}

void block_signals(void) {
  sigset_t set = endings();
  pthread_sigmask(SIG_BLOCK, &set, NULL);
}

void await_end(const char *dir) {
  int signal;
  sigset_t set = endings();
  sigwait(&set, &signal);
  umount2(dir, MNT_DETACH);
  exit(0);
}

void end(void) { kill(getpid(), SIGTERM); }

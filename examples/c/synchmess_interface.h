/*
 * The ioctl interface of synchmess: the one C definition, for programs in C and C++.
 *
 * A command's size is the number of bytes that travel each way. So it is the size of the thing
 * itself, never that of a pointer to it.
 *
 *   on the master device, DIR/synchmess     IOCTL_INSTALL_GROUP
 *   on a group file, DIR/synchmess1 ...     all the others
 *
 * A command on the wrong kind of file fails with ENOTTY, on a group that was removed with ENODEV.
 */
#ifndef SYNCHMESS_INTERFACE_H
#define SYNCHMESS_INTERFACE_H

#include <sys/ioctl.h>

/* Every mount has room for that many groups; sys/max_groups tells how many this one takes. */
#define MAX_NUM_GROUPS 64

#define SYNCHMESS_IOC_MAGIC (0x7B8C14A8DCB78AEF % 255)

/* A numbered group. */
struct group_t {
  unsigned descriptor;   /* in: its number, from 1 */
  char device_path[256]; /* out: the absolute path of its file */
};

/* Installs a group, or finds it if it is there. Any descriptor will do. EINVAL: no such number. */
#define IOCTL_INSTALL_GROUP _IOWR(SYNCHMESS_IOC_MAGIC, 1, struct group_t)

/* Sleeps until the next awake of the group. Any descriptor will do; O_NONBLOCK has no effect.
   EINTR: a signal came, and the caller no longer counts as asleep. */
#define IOCTL_SLEEP _IO(SYNCHMESS_IOC_MAGIC, 2)

/* The following need a descriptor open for writing (EBADF). */

/* Wakes all who are asleep now. Returns how many. */
#define IOCTL_AWAKE _IO(SYNCHMESS_IOC_MAGIC, 3)

/* Messages sent from now on become ready this many milliseconds later, 0 to 2^31-1. */
#define IOCTL_SET_SEND_DELAY _IOW(SYNCHMESS_IOC_MAGIC, 4, unsigned)

/* Discards every message that is not due yet. Returns how many. */
#define IOCTL_REVOKE_DELAYED_MESSAGES _IO(SYNCHMESS_IOC_MAGIC, 5)

/* Makes every delayed message ready now, in send order, as fsync(2) does. Returns how many. */
#define IOCTL_FLUSH _IO(SYNCHMESS_IOC_MAGIC, 6)

#endif

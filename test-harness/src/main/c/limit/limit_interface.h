/* What a group answers besides IOCTL_SLEEP and IOCTL_AWAKE: how many callers it has parked. */
#pragma once

#include <sys/ioctl.h>

#define LIMIT_READERS _IO('L', 1)
#define LIMIT_SLEEPERS _IO('L', 2)

#pragma once

#include <stddef.h>
#include <sys/uio.h>

/* A conversation in lines that end with CR LF, over a Unix socket; of one thread at a time. */

/* A descriptor, below 4096. */
int connect_to(const char *socket_path);

void say(int fd, struct iovec *parts, int count);

/* A line without its end, valid until the next call on the same descriptor. */
const char *hear_line(int fd);

/* As many bytes as were announced, and the end of their line. */
void hear_bytes(int fd, void *buffer, size_t size);

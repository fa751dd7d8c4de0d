#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ticket.h"

enum { GROUPS = 1024 };

/* What a call of the following gives instead of a count or -errno: the ticket was parked. */
enum { PARKED = INT32_MAX };

/* Before all else: the bytes that each group can hold, a power of two. */
void set_capacity(size_t bytes);

/* Groups are numbered from 0 to GROUPS - 1. Removing answers all that are parked with ENODEV. */
void install(unsigned group);
void uninstall(unsigned group);

/* Hands a message to the reader that waits longest, or stores it. Its size, or -EAGAIN: full. */
int send_message(unsigned group, const void *message, uint32_t size);

/* Bytes received. An empty group parks the ticket, or without one gives -EAGAIN. */
int receive_message(unsigned group, void *buffer, uint32_t room, struct ticket *ticket);

int sleep_in(unsigned group, struct ticket *ticket);

/* Answers all who are asleep; how many. */
int awake(unsigned group, const void *reply, size_t size);

/* Tickets parked now. */
int readers(unsigned group);
int sleepers(unsigned group);

/* Ends the parked request with EINTR; one that is only about to be parked, then. */
void interrupt(uint64_t unique);

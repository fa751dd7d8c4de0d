#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "options.h"

enum direction { RECEIVE, SEND };
enum reading { BLOCK, POLL };

/* receive() on an empty group: with POLL always, with BLOCK if the server parks no more callers. */
#define NOTHING ((ssize_t)-1)

/*
 * One way to carry messages and to meet at a barrier. A measure is written once and runs on each
 * of them. Groups are numbered from 0. Every thread opens its own descriptors: readers that share
 * one would queue before the kernel's position lock. Calls that a backend does not have are NULL.
 * An error that is no part of these contracts ends the process.
 */
struct backend {
  const char *name;

  /* Makes `groups` empty groups for messages of up to o->size bytes. */
  void (*install)(const struct options *o, int groups, enum reading reading);
  void (*uninstall)(int groups);

  int (*open)(int group, enum direction direction);

  /* Sends one message without ever sleeping. False: the group is full, nothing was stored. */
  bool (*send)(int fd, const void *message, size_t size);

  /* Takes one message and returns its length, or NOTHING. */
  ssize_t (*receive)(int fd, void *buffer, size_t size);

  /* Callers asleep in receive(), in sleep(). NULL where nobody counts them. */
  int (*readers)(int group);
  int (*sleepers)(int group);

  /* Sleeps until the next awake; wakes all sleepers and returns how many. */
  void (*sleep)(int fd);
  int (*awake)(int fd);
};

extern const struct backend mount_backend, mq_backend, futex_backend;

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

  /* Lets groups installed from now on hold that many bytes. NULL: any number, or a fixed one. */
  void (*raise_storage)(const struct options *o, size_t bytes);

  int (*open)(int group, enum direction direction);

  /* Sends one message without ever sleeping. False: the group is full, nothing was stored. */
  bool (*send)(int fd, const void *message, size_t size);

  /* Takes one message and returns its length, or NOTHING. */
  ssize_t (*receive)(int fd, void *buffer, size_t size);

  /*
   * A descriptor for send() and receive() of whole batches: frames of a 32-bit little-endian length
   * and as many bytes, all or none. NULL: there are no batches; -1: this server has none.
   */
  int (*open_batch)(int group, enum direction direction);

  /*
   * A descriptor on which send() hands in a job. NULL: there are no jobs; -1: this server has none.
   * A job names the group of its result itself.
   */
  int (*open_jobs)(void);

  /* Does a job, from handing it in to its end. NULL: there are no jobs. */
  void (*perform)(const struct options *o, const char *job);

  /* Callers asleep in receive(), in sleep(). NULL where nobody counts them. */
  int (*readers)(int group);
  int (*sleepers)(int group);

  /* Sleeps until the next awake; wakes all sleepers and returns how many. */
  void (*sleep)(int fd);
  int (*awake)(int fd);
};

extern const struct backend mount_backend, limit_backend, mq_backend, futex_backend, redis_backend,
    beanstalkd_backend, command_backend;

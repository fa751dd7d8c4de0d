#pragma once

#include <stddef.h>
#include <sys/types.h>

/* What the command line asks for. */
struct options {
  const char *measure;
  const char *backend;
  const char *dir;   /* the mount point, or a peer's socket */
  int producers;
  int consumers;
  int groups;
  int count;         /* sleepers, parked readers, messages of a batch, messages stored, jobs */
  int sleepers;      /* besides the parked readers */
  int repeat;        /* releases of a barrier or of parked readers; the median counts */
  size_t size;       /* bytes of a message */
  double seconds;    /* length of the measured part */
  int poll;          /* receivers of throughput: 0 sleep in an empty group, 1 go on to the next */
  const char *job;   /* the file of a job's words, or of commands */
  long bytes;        /* that the job reads */
  pid_t server;      /* whose memory is read; 0 for nobody's */
  unsigned limit;    /* seconds until SIGALRM ends a client that hangs */
};

struct options parse_options(int argc, char **argv);

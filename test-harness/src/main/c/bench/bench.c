/* The benchmark's client: one measure on one backend. `bench --help` lists both. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "fail.h"
#include "measure.h"

static const struct backend *const backends[] = {
    &mount_backend, &limit_backend,      &mq_backend,      &futex_backend,
    &redis_backend, &beanstalkd_backend, &command_backend,
};

static const struct {
  const char *name;
  int (*run)(const struct backend *backend, const struct options *o);
} measures[] = {
    {"roundtrip", measure_roundtrip},
    {"throughput", measure_throughput},
    {"barrier", measure_barrier},
    {"parked", measure_parked},
    {"batch", measure_batch},
    {"stored", measure_stored},
    {"jobs", measure_jobs},
    {"job", measure_job},
};

static int unknown(const char *what, const char *name) {
  fprintf(stderr, "bench: no %s %s; see bench --help\n", what, name);
  return 2;
}

static const struct backend *find_backend(const char *name) {
  for (size_t i = 0; i < sizeof backends / sizeof *backends; i++) {
    if (strcmp(backends[i]->name, name) == 0) return backends[i];
  }
  return NULL;
}

static bool needs_dir(const struct backend *b) {
  return b != &mq_backend && b != &futex_backend && b != &command_backend;
}

static bool can(const struct backend *b, const char *measure) {
  if (strcmp(measure, "barrier") == 0) return b->sleep != NULL;
  if (strcmp(measure, "jobs") == 0) return b->open_jobs != NULL;
  if (strcmp(measure, "job") == 0) return b->perform != NULL;
  return b->send != NULL;
}

/* A thousand threads with a descriptor each are more than the usual soft limit of 1024. */
static void raise_descriptors(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv) {
  struct options o = parse_options(argc, argv);
  const struct backend *backend = find_backend(o.backend);
  if (backend == NULL) return unknown("backend", o.backend);
  if (needs_dir(backend) && o.dir == NULL) return unknown("--dir for the backend", o.backend);
  if (!can(backend, o.measure)) return unknown(o.measure, "on this backend");
  raise_descriptors();
  alarm(o.limit);
  for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
    if (strcmp(measures[i].name, o.measure) == 0) return measures[i].run(backend, &o);
  }
  return unknown("measure", o.measure);
}

#pragma once

#include "backend.h"

/* Each prints its figures as name=value lines and returns the exit status. */
int measure_roundtrip(const struct backend *backend, const struct options *o);
int measure_throughput(const struct backend *backend, const struct options *o);
int measure_barrier(const struct backend *backend, const struct options *o);
int measure_parked(const struct backend *backend, const struct options *o);
int measure_batch(const struct backend *backend, const struct options *o);
int measure_stored(const struct backend *backend, const struct options *o);
int measure_jobs(const struct backend *backend, const struct options *o);
int measure_job(const struct backend *backend, const struct options *o);

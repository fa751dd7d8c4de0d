#pragma once

#include <stddef.h>
#include <stdint.h>

/* Sorts the samples and gives the one that a share `p` (0 to 1) of them does not exceed. */
int64_t percentile(int64_t *samples, size_t count, double p);

int64_t latest(const int64_t *times, size_t count);

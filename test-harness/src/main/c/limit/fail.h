#pragma once

#include <stdio.h>
#include <stdlib.h>

/* Ends the process with the reason in errno. */
#define fail(what) (perror("limit: " what), exit(1))

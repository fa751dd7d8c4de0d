#pragma once

#include <stdio.h>
#include <stdlib.h>

/* The exit status when the server answers EAGAIN to callers beyond what it can park. */
#define REFUSED 3

/* Both end the process, and with it every thread; fail() adds the reason in errno. */
#define fail(what) (perror("bench: " what), exit(1))
#define give_up(what) (fputs("bench: " what "\n", stderr), exit(1))

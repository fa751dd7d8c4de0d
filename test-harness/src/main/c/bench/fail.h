#pragma once

#include <stdio.h>
#include <stdlib.h>

/* The exit status when the machine or the server takes no more callers, or cannot do it at all. */
#define REFUSED 3

/* All end the process, and with it every thread; fail() adds the reason in errno. */
#define fail(what) (perror("bench: " what), exit(1))
#define give_up(what) (fputs("bench: " what "\n", stderr), exit(1))
#define refuse(what) (fputs("bench: refused: " what "\n", stderr), exit(REFUSED))

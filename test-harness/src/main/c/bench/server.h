#pragma once

#include <sys/types.h>

/* Prints rss_mb= and threads= of the server; nothing for process 0. A MB is 10^6 bytes. */
void print_server(pid_t server);

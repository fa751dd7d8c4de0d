#pragma once

#include <stddef.h>

/* A new buffer with a message of that many bytes in it. */
char *new_message(size_t size);

#include "message.h"

#include <string.h>

#include "fail.h"

char *new_message(size_t size) {
  char *message = malloc(size);
  if (message == NULL) fail("malloc");
  return memset(message, 'm', size);
}

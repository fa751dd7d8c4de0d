#include "job_text.h"

#include "fail.h"

enum { ROOM = 64 * 1024 };

char *read_job(const char *path) {
  char *text = calloc(1, ROOM);
  if (path == NULL) give_up("--job is missing");
  FILE *file = fopen(path, "r");
  if (text == NULL || file == NULL) fail("read the file of --job");
  if (fread(text, 1, ROOM - 1, file) == 0) give_up("the file of --job is empty");
  fclose(file);
  return text;
}

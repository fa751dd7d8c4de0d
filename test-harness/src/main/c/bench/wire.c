#define _GNU_SOURCE
#include "wire.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fail.h"

enum { WIRES = 4096, ROOM = 8192 };

/* What was received and not yet heard: from `begin` to `end`. */
struct wire {
  size_t begin, end;
  char bytes[ROOM];
};

static struct wire *wires[WIRES];

int connect_to(const char *socket_path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(socket_path) >= sizeof address.sun_path) give_up("the socket's path is too long");
  strcpy(address.sun_path, socket_path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || fd >= WIRES) fail("socket");
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  wires[fd] = calloc(1, sizeof *wires[fd]);
  if (wires[fd] == NULL) fail("calloc");
  return fd;
}

void say(int fd, struct iovec *parts, int count) {
  ssize_t all = 0;
  for (int i = 0; i < count; i++) all += (ssize_t)parts[i].iov_len;
  if (writev(fd, parts, count) != all) fail("send to the server");
}

static void receive_more(int fd, struct wire *wire) {
  if (wire->begin == wire->end) wire->begin = wire->end = 0;
  if (wire->end == ROOM) {
    memmove(wire->bytes, wire->bytes + wire->begin, wire->end - wire->begin);
    wire->end -= wire->begin;
    wire->begin = 0;
  }
  if (wire->end == ROOM) give_up("the server's answer is too long");
  ssize_t n = read(fd, wire->bytes + wire->end, ROOM - wire->end);
  if (n <= 0) fail("receive from the server");
  wire->end += (size_t)n;
}

const char *hear_line(int fd) {
  struct wire *wire = wires[fd];
  for (;;) {
    char *line = wire->bytes + wire->begin;
    char *end = memmem(line, wire->end - wire->begin, "\r\n", 2);
    if (end != NULL) {
      *end = '\0';
      wire->begin = (size_t)(end + 2 - wire->bytes);
      return line;
    }
    receive_more(fd, wire);
  }
}

void hear_bytes(int fd, void *buffer, size_t size) {
  struct wire *wire = wires[fd];
  while (wire->end - wire->begin < size + 2) receive_more(fd, wire);
  memcpy(buffer, wire->bytes + wire->begin, size);
  wire->begin += size + 2;
}

#include "channel.h"

#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fail.h"
#include "protocol.h"

int channel;

union incoming {
  struct fuse_in_header header;
  char bytes[sizeof(struct fuse_in_header) + sizeof(struct fuse_write_in) + MAX_BYTES + 4096];
};

void reply(uint64_t unique, int error, const void *bytes, size_t size) {
  struct fuse_out_header header = {
      .len = (uint32_t)(sizeof header + size), .error = error, .unique = unique};
  struct iovec parts[] = {{&header, sizeof header}, {(void *)bytes, size}};
  if (writev(channel, parts, 2) < 0 && errno != ENOENT) perror("limit: reply");
}

/* False: the mount is gone. */
static bool next(union incoming *in) {
  for (;;) {
    ssize_t size = read(channel, in, sizeof *in);
    if (size >= (ssize_t)sizeof in->header) return true;
    if (size < 0 && errno == ENODEV) return false;
    /* ENOENT: the request was taken back before it could be read. */
    if (size < 0 && errno != ENOENT && errno != EINTR && errno != EAGAIN) fail("read /dev/fuse");
  }
}

void initialise(uint64_t wanted) {
  static union incoming in;
  struct fuse_init_out out;
  if (!next(&in) || in.header.opcode != FUSE_INIT) fail("FUSE_INIT");
  int size = negotiate((void *)(&in.header + 1), wanted, &out);
  if (size < 0) {
    fputs("limit: this kernel does not offer what the server needs\n", stderr);
    exit(1);
  }
  reply(in.header.unique, 0, &out, (size_t)size);
}

void serve_channel(struct ticket *(*new_ticket)(void)) {
  union incoming *in = malloc(sizeof *in);
  char *out = malloc(MAX_BYTES);
  if (in == NULL || out == NULL) fail("malloc");
  const char *arguments = in->bytes + sizeof in->header;
  struct ticket *ticket = NULL;
  while (next(in)) {
    if (ticket == NULL) ticket = new_ticket();
    const char *rest = arguments + arguments_size(in->header.opcode);
    struct request request = {&in->header, arguments, rest, out, ticket};
    int result = serve(&request);
    if (result == PARKED) ticket = NULL;
    else if (result != UNANSWERED) {
      reply(in->header.unique, result < 0 ? result : 0, out, result < 0 ? 0 : (size_t)result);
    }
  }
}

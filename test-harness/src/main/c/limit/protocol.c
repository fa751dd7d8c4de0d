#include "protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "limit_interface.h"
#include "synchmess_interface.h"

enum { FOR_EVER_S = 3600, NAME_SIZE = 16 };

/* Beyond any write's end: only below it the kernel lets writers of one file run in parallel. */
#define SEEMING_SIZE 1000000000000

/*
 * The node that a group's name leads to, 0 without one. Each installation has a node of its own:
 * its lowest bits are the group's number.
 */
static _Atomic uint64_t nodes[GROUPS];
static _Atomic uint64_t installations;

static unsigned group_of(uint64_t node) { return node % GROUPS; }

/* The number in "bench0" … "bench1023", or -1. */
static int group_named(const char *name) {
  unsigned number;
  char proper[NAME_SIZE];
  if (sscanf(name, "bench%4u", &number) != 1 || number >= GROUPS) return -1;
  snprintf(proper, sizeof proper, "bench%u", number);
  return strcmp(name, proper) == 0 ? (int)number : -1;
}

static void fill_attr(struct fuse_attr *attr, uint64_t node) {
  bool root = node == FUSE_ROOT_ID;
  *attr = (struct fuse_attr){
      .ino = node,
      .size = root ? 0 : SEEMING_SIZE,
      .mode = root ? S_IFDIR | 0755 : S_IFREG | 0666,
      .nlink = root ? 2 : 1,
      .blksize = 4096,
  };
}

static int reply_attr(uint64_t node, struct fuse_attr_out *reply) {
  *reply = (struct fuse_attr_out){.attr_valid = FOR_EVER_S};
  fill_attr(&reply->attr, node);
  return sizeof *reply;
}

static int reply_entry(uint64_t node, struct fuse_entry_out *reply) {
  *reply = (struct fuse_entry_out){
      .nodeid = node, .entry_valid = FOR_EVER_S, .attr_valid = FOR_EVER_S};
  fill_attr(&reply->attr, node);
  return sizeof *reply;
}

static int reply_open(uint64_t node, uint32_t flags, struct fuse_open_out *reply) {
  uint32_t stream = (flags & O_ACCMODE) == O_RDONLY ? 0 : FOPEN_STREAM;
  *reply = (struct fuse_open_out){
      .fh = group_of(node),
      .open_flags = FOPEN_DIRECT_IO | FOPEN_PARALLEL_DIRECT_WRITES | stream,
  };
  return sizeof *reply;
}

static int open_group(const struct request *request) {
  const struct fuse_open_in *in = request->arguments;
  return reply_open(request->header->nodeid, in->flags, request->reply);
}

static int open_root(struct fuse_open_out *reply) {
  *reply = (struct fuse_open_out){.fh = 0};
  return sizeof *reply;
}

static int look_up(const char *name, void *reply) {
  int group = group_named(name);
  uint64_t node = group < 0 ? 0 : nodes[group];
  return node == 0 ? -ENOENT : reply_entry(node, reply);
}

static int create(const struct fuse_create_in *in, const char *name, char *reply) {
  int group = group_named(name);
  if (group < 0) return -EPERM;
  if (nodes[group] == 0) {
    install((unsigned)group);
    nodes[group] = ++installations * GROUPS + (unsigned)group;
  }
  int entry = reply_entry(nodes[group], (struct fuse_entry_out *)reply);
  return entry + reply_open(nodes[group], in->flags, (struct fuse_open_out *)(reply + entry));
}

static int unlink_group(const char *name) {
  int group = group_named(name);
  if (group < 0 || nodes[group] == 0) return -ENOENT;
  nodes[group] = 0;
  uninstall((unsigned)group);
  return 0;
}

static void fill(struct ticket *ticket, const struct fuse_in_header *header, uint32_t room) {
  *ticket = (struct ticket){.unique = header->unique, .room = room};
}

static int read_message(const struct request *request) {
  const struct fuse_read_in *in = request->arguments;
  struct ticket *ticket = in->flags & O_NONBLOCK ? NULL : request->ticket;
  if (ticket != NULL) fill(ticket, request->header, in->size);
  return receive_message((unsigned)in->fh, request->reply, in->size, ticket);
}

static int write_message(const struct request *request) {
  const struct fuse_write_in *in = request->arguments;
  struct fuse_write_out *reply = request->reply;
  int size = send_message((unsigned)in->fh, request->rest, in->size);
  if (size < 0) return size;
  *reply = (struct fuse_write_out){.size = (uint32_t)size};
  return sizeof *reply;
}

static int sleep_until_awake(const struct request *request, unsigned group) {
  if (request->ticket == NULL) return -EAGAIN;
  fill(request->ticket, request->header, 0);
  return sleep_in(group, request->ticket);
}

static int awake_sleepers(unsigned group) {
  struct fuse_ioctl_out done = {.result = 0};
  return awake(group, &done, sizeof done);
}

static int control(const struct request *request) {
  const struct fuse_ioctl_in *in = request->arguments;
  struct fuse_ioctl_out *reply = request->reply;
  unsigned group = (unsigned)in->fh;
  int result;
  switch (in->cmd) {
    case IOCTL_SLEEP: return sleep_until_awake(request, group);
    case IOCTL_AWAKE: result = awake_sleepers(group); break;
    case LIMIT_READERS: result = readers(group); break;
    case LIMIT_SLEEPERS: result = sleepers(group); break;
    default: return -ENOTTY;
  }
  *reply = (struct fuse_ioctl_out){.result = result};
  return sizeof *reply;
}

static int reply_statfs(struct fuse_statfs_out *reply) {
  *reply = (struct fuse_statfs_out){.st = {.bsize = 4096, .frsize = 4096, .namelen = NAME_SIZE}};
  return sizeof *reply;
}

int serve(const struct request *request) {
  uint64_t node = request->header->nodeid;
  switch (request->header->opcode) {
    case FUSE_READ: return read_message(request);
    case FUSE_WRITE: return write_message(request);
    case FUSE_IOCTL: return control(request);
    case FUSE_OPEN: return open_group(request);
    case FUSE_CREATE: return create(request->arguments, request->rest, request->reply);
    case FUSE_LOOKUP: return look_up(request->rest, request->reply);
    case FUSE_UNLINK: return unlink_group(request->rest);
    case FUSE_GETATTR:
    case FUSE_SETATTR: return reply_attr(node, request->reply);
    case FUSE_STATFS: return reply_statfs(request->reply);
    case FUSE_OPENDIR: return open_root(request->reply);
    case FUSE_READDIR: /* an empty directory */
    case FUSE_RELEASEDIR:
    case FUSE_RELEASE:
    case FUSE_FSYNC:
    case FUSE_DESTROY: return 0;
    case FUSE_INTERRUPT:
      interrupt(((const struct fuse_interrupt_in *)request->arguments)->unique);
      return UNANSWERED;
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET: return UNANSWERED;
    default: return -ENOSYS;
  }
}

size_t arguments_size(uint32_t opcode) {
  switch (opcode) {
    case FUSE_WRITE: return sizeof(struct fuse_write_in);
    case FUSE_CREATE: return sizeof(struct fuse_create_in);
    default: return 0;
  }
}

int negotiate(const struct fuse_init_in *offer, uint64_t wanted, struct fuse_init_out *reply) {
  uint64_t flags = offer->flags | (uint64_t)offer->flags2 << 32;
  flags &= wanted | FUSE_BIG_WRITES | FUSE_MAX_PAGES | FUSE_PARALLEL_DIROPS | FUSE_INIT_EXT;
  *reply = (struct fuse_init_out){
      .major = FUSE_KERNEL_VERSION,
      .minor = FUSE_KERNEL_MINOR_VERSION,
      .max_readahead = offer->max_readahead,
      .flags = (uint32_t)flags,
      .flags2 = (uint32_t)(flags >> 32),
      .max_background = 64,
      .congestion_threshold = 48,
      .max_write = MAX_BYTES,
      .max_pages = MAX_PAGES,
      .time_gran = 1,
  };
  return (wanted & ~flags) == 0 ? (int)sizeof *reply : -EPROTONOSUPPORT;
}

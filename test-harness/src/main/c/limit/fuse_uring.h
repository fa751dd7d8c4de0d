/*
 * What linux/fuse.h has of FUSE over io_uring since protocol 7.42, for systems whose header is
 * older; and of io_uring, likewise. Names, order and sizes as there.
 */
#pragma once

#include <linux/fuse.h>
#include <linux/io_uring.h>
#include <stdint.h>

#if FUSE_KERNEL_MINOR_VERSION < 42

#define FUSE_OVER_IO_URING (1ULL << 41)

struct fuse_uring_ent_in_out {
  uint64_t flags;
  uint64_t commit_id; /* names the request in FUSE_IO_URING_CMD_COMMIT_AND_FETCH */
  uint32_t payload_sz;
  uint32_t padding;
  uint64_t reserved;
};

#define FUSE_URING_IN_OUT_HEADER_SZ 128
#define FUSE_URING_OP_IN_OUT_SZ 128

/* The first of the two buffers of an entry; the second is its payload. */
struct fuse_uring_req_header {
  char in_out[FUSE_URING_IN_OUT_HEADER_SZ]; /* struct fuse_in_header, then struct fuse_out_header */
  char op_in[FUSE_URING_OP_IN_OUT_SZ];      /* the opcode's own structure */
  struct fuse_uring_ent_in_out ring_ent_in_out;
};

enum fuse_uring_cmd {
  FUSE_IO_URING_CMD_INVALID = 0,
  FUSE_IO_URING_CMD_REGISTER = 1,
  FUSE_IO_URING_CMD_COMMIT_AND_FETCH = 2,
};

/* In the 80 bytes of a submission's command area. */
struct fuse_uring_cmd_req {
  uint64_t flags;
  uint64_t commit_id;
  uint16_t qid;
  uint8_t padding[6];
};

#endif

/* An opcode of io_uring_register(2) since Linux 6.13; an enum there, so no #ifdef would find it. */
#define REGISTER_SEND_MSG_RING 31

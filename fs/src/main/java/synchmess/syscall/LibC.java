package synchmess.syscall;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.ffi.types.u_int64_t;

/**
 * Functions of the C library that Java lacks. Failures are −1; {@code Runtime.getLastError()} gives
 * the number, except where nobody asks.
 *
 * <p>Functions with six arguments take one of them as a {@link Pointer}: if all are numbers,
 * jnr-ffi passes garbage as the sixth. See docs/decisions/0014-six-arguments.md.
 */
public interface LibC {
  LibC LIBRARY = LibraryLoader.create(LibC.class).load("c");

  /** read(2). */
  @ssize_t
  long read(int fd, @intptr_t long buffer, @size_t long size);

  /** write(2). */
  @ssize_t
  long write(int fd, @intptr_t long buffer, @size_t long size);

  /** open(2). */
  int open(String path, int flags);

  /** close(2); nobody asks why it failed. */
  @IgnoreError
  int close(int fd);

  /** fcntl(2) with a number. */
  int fcntl(int fd, int command, int argument);

  /** poll(2); nobody asks why it failed. */
  @IgnoreError
  int poll(Pointer fds, @size_t long count, int timeoutMillis);

  /** geteuid(2). */
  @IgnoreError
  int geteuid();

  /** umount2(2). */
  int umount2(String path, int flags);

  /** eventfd(2). */
  int eventfd(int initial, int flags);

  /** sched_setaffinity(2); 0 is the calling thread. */
  int sched_setaffinity(int pid, @size_t long size, @intptr_t long mask);

  /** sched_getscheduler(2); 0 is the calling thread. */
  int sched_getscheduler(int tid);

  /** sched_setscheduler(2); 0 is the calling thread. */
  int sched_setscheduler(int tid, int policy, @intptr_t long param);

  /** mmap(2). */
  Pointer mmap(
      Pointer address, @size_t long length, int protection, int flags, int fd, @off_t long offset);

  /** munmap(2). */
  int munmap(@intptr_t long address, @size_t long length);

  /** madvise(2); nobody asks why it failed. */
  @IgnoreError
  int madvise(@intptr_t long address, @size_t long length, int advice);

  /** syscall(2), for a system call of two arguments. */
  long syscall(@u_int64_t long number, @u_int64_t long first, @intptr_t long second);

  /** syscall(2), for a system call of five arguments. */
  long syscall(
      @u_int64_t long number,
      @u_int64_t long first,
      @u_int64_t long second,
      @u_int64_t long third,
      @u_int64_t long fourth,
      Pointer fifth);
}

package synchmess.syscall;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.ffi.types.u_int64_t;

/**
 * Functions of the C library for files and processes that Java lacks. Failures are −1; {@code
 * LastError} gives the number. Paths are bytes, with a NUL at the end.
 */
public interface SystemCalls {
  SystemCalls LIBRARY = LibraryLoader.create(SystemCalls.class).load("c");

  /** openat(2). */
  int openat(int directory, @In byte[] path, int flags, int mode);

  /** close(2); nobody asks why it failed. */
  @IgnoreError
  int close(int fd);

  /** read(2). */
  @ssize_t
  long read(int fd, Pointer buffer, @size_t long size);

  /** write(2). */
  @ssize_t
  long write(int fd, Pointer buffer, @size_t long size);

  /** statx(2). */
  int statx(int directory, @In byte[] path, int flags, int mask, @Out byte[] status);

  /** fstatfs(2). */
  int fstatfs(int fd, @Out byte[] status);

  /** fchmod(2). */
  int fchmod(int fd, int mode);

  /** fsync(2). */
  int fsync(int fd);

  /** ftruncate(2). */
  int ftruncate(int fd, @off_t long length);

  /** flock(2). */
  int flock(int fd, int operation);

  /** fcntl(2) with a number. */
  int fcntl(int fd, int command, int argument);

  /** linkat(2). */
  int linkat(int directory, @In byte[] path, int newDirectory, @In byte[] newPath, int flags);

  /** renameat2(2). */
  int renameat2(int directory, @In byte[] path, int newDirectory, @In byte[] newPath, int flags);

  /** unlinkat(2). */
  int unlinkat(int directory, @In byte[] path, int flags);

  /** pipe2(2). */
  int pipe2(@Out int[] ends, int flags);

  /** poll(2). */
  int poll(Pointer descriptors, @size_t long count, int timeoutMillis);

  /** setgroups(2), of all threads. */
  int setgroups(@size_t long count, @In int[] groups);

  /** setresgid(2), of all threads. */
  int setresgid(int real, int effective, int saved);

  /** setresuid(2), of all threads. */
  int setresuid(int real, int effective, int saved);

  /** getpriority(2); −1 is a value, too. */
  @IgnoreError
  int getpriority(int which, int who);

  /** setpriority(2). */
  int setpriority(int which, int who, int nice);

  /** syscall(2), for a system call of two numbers. */
  long syscall(@u_int64_t long number, @u_int64_t long first, @u_int64_t long second);

  /** syscall(2), for openat2(2). */
  long syscall(
      @u_int64_t long number,
      @u_int64_t long directory,
      @In byte[] path,
      @In byte[] how,
      @u_int64_t long size);

  /** syscall(2), for a system call of four arguments. */
  long syscall(
      @u_int64_t long number,
      @u_int64_t long first,
      @u_int64_t long second,
      Pointer third,
      @u_int64_t long fourth);
}

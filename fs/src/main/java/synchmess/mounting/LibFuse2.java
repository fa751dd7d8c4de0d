package synchmess.mounting;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.types.size_t;

/**
 * The functions of libfuse 2.9 that jnr-fuse does not call itself.
 *
 * <p>Source: {@code fuse.h} and {@code fuse_lowlevel.h} of libfuse 2.9.9.
 */
@SuppressWarnings("checkstyle:MethodName")
public interface LibFuse2 {
  LibFuse2 LIBRARY = LibraryLoader.create(LibFuse2.class).load("libfuse.so.2");

  /** Frees a file system. No loop may run any more. */
  void fuse_destroy(Pointer fuse);

  Pointer fuse_get_session(Pointer fuse);

  Pointer fuse_session_next_chan(Pointer session, Pointer channel);

  void fuse_session_exit(Pointer session);

  int fuse_chan_fd(Pointer channel);

  @size_t
  long fuse_chan_bufsize(Pointer channel);

  /** Waits for a request: its length, 0 at the end of the session, or minus errno. */
  @IgnoreError
  int fuse_chan_recv(Pointer channelPointer, Pointer buffer, @size_t long size);

  /** Carries one request out: calls the file system and sends the reply. */
  @IgnoreError
  void fuse_session_process(Pointer session, Pointer buffer, @size_t long length, Pointer channel);

  @IgnoreError
  int fuse_notify_poll(Pointer pollHandle);

  @IgnoreError
  void fuse_pollhandle_destroy(Pointer pollHandle);

  /**
   * Mounts. The caller serves the channel.
   *
   * @param arguments {@code struct fuse_args}
   * @return the channel; null on failure, with the reason on standard error
   */
  Pointer fuse_mount(String mountPoint, Pointer arguments);

  /** Frees the channel, and closes its descriptor; it does not unmount. */
  void fuse_chan_destroy(Pointer channel);
}

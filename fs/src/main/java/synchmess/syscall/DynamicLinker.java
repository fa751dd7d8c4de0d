package synchmess.syscall;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Delegate;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.types.size_t;

/**
 * The dynamic linker's own functions. libfuse has three versions of {@code fuse_new}. jnr-ffi looks
 * functions up by dlsym(3), which finds the oldest.
 */
public interface DynamicLinker {
  /** In the C library since glibc 2.34. */
  DynamicLinker LIBRARY =
      LibraryLoader.create(DynamicLinker.class).library("c").library("libdl.so.2").load();

  int RTLD_LAZY = 1;

  /** fuse_new of libfuse 2.6 and later. */
  interface FuseNew {
    /** Makes a file system on a channel; null on failure, with the reason on standard error. */
    @Delegate
    @IgnoreError
    Pointer call(
        Pointer channel,
        Pointer arguments,
        Pointer operations,
        @size_t long operationsSize,
        Pointer userData);
  }

  /** dlopen(3). */
  Pointer dlopen(String file, int flags);

  /** dlvsym(3). */
  FuseNew dlvsym(Pointer library, String symbol, String version);

  /** The function in its documented version. */
  static FuseNew fuseNew() {
    return LIBRARY.dlvsym(LIBRARY.dlopen("libfuse.so.2", RTLD_LAZY), "fuse_new", "FUSE_2.6");
  }
}

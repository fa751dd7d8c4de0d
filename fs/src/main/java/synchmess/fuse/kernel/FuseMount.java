package synchmess.fuse.kernel;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import synchmess.fuse.LibC;
import synchmess.fuse.LibFuse2;
import synchmess.fuse.kernel.device.DevFuse;

/** A mount that libfuse has made, of which only the device is ours to serve. */
final class FuseMount {
  private static final int F_DUPFD_CLOEXEC = 1030;

  private static final List<String> OPTIONS =
      List.of("fsname=synchmess", "subtype=synchmess", "default_permissions");

  private final Path mountPoint;
  private final Pointer channel;
  private final AtomicBoolean mounted = new AtomicBoolean(true);

  private FuseMount(Path mountPoint, Pointer channel) {
    this.mountPoint = mountPoint;
    this.channel = channel;
  }

  /**
   * @throws IOException when libfuse could not; it says why on standard error
   */
  static FuseMount at(Path mountPoint, boolean allowOther) throws IOException {
    String options = String.join(",", OPTIONS) + (allowOther ? ",allow_other" : "");
    Arguments arguments = new Arguments("synchmess", "-o", options);
    try {
      Pointer channel = LibFuse2.LIBRARY.fuse_mount(mountPoint.toString(), arguments.struct);
      if (channel == null) {
        throw new IOException("libfuse could not mount at " + mountPoint);
      }
      return new FuseMount(mountPoint, channel);
    } finally {
      Reference.reachabilityFence(arguments);
    }
  }

  /**
   * The device, by a descriptor of our own: libfuse closes its own when it unmounts, and while a
   * thread still reads, that number must not come to mean another file.
   */
  DevFuse device() {
    int own = LibFuse2.LIBRARY.fuse_chan_fd(channel);
    return new DevFuse(LibC.LIBRARY.fcntl(own, F_DUPFD_CLOEXEC, 0));
  }

  /** Takes the mount out of the tree at once; it ends when nobody uses it any more. */
  void unmount() {
    if (mounted.compareAndSet(true, false)) {
      LibFuse2.LIBRARY.fuse_unmount(mountPoint.toString(), channel);
    }
  }

  /** {@code struct fuse_args} of {@code fuse_opt.h}: argc, argv, and whether argv is libfuse's. */
  private static final class Arguments {
    private static final Runtime RUNTIME = Runtime.getSystemRuntime();
    private static final int ARGV = 8;
    private static final int SIZEOF = 24;

    private final Pointer struct = Memory.allocateDirect(RUNTIME, SIZEOF, true);
    private final Pointer argv;

    /** What argv points to; kept from being freed. */
    private final Pointer[] texts;

    Arguments(String... arguments) {
      int pointer = RUNTIME.addressSize();
      argv = Memory.allocateDirect(RUNTIME, (arguments.length + 1) * pointer, true);
      texts = new Pointer[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        byte[] text = (arguments[i] + "\0").getBytes(StandardCharsets.UTF_8);
        texts[i] = Memory.allocateDirect(RUNTIME, text.length);
        texts[i].put(0, text, 0, text.length);
        argv.putPointer((long) i * pointer, texts[i]);
      }
      struct.putInt(0, arguments.length);
      struct.putPointer(ARGV, argv);
    }
  }
}

package synchmess.mounting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * {@code struct fuse_args} of {@code fuse_opt.h}: argc, argv, and whether argv is libfuse's. It
 * must live as long as libfuse uses it.
 */
public final class FuseArguments {
  /** Every mount's: its name and type; and the kernel checks who may do what. */
  private static final List<String> OPTIONS =
      List.of("fsname=synchmess", "subtype=synchmess", "default_permissions");

  private static final Runtime RUNTIME = Runtime.getSystemRuntime();
  private static final int ARGV = 8;
  private static final int SIZEOF = 24;

  private final Pointer struct = Memory.allocateDirect(RUNTIME, SIZEOF, true);
  private final Pointer argv;

  /** The strings of argv; held here, or they would be freed. */
  private final Pointer[] texts;

  /**
   * @param allowOther whether other users may use the mount
   * @param further options of libfuse
   */
  public FuseArguments(boolean allowOther, String... further) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(List.of(further));
    if (allowOther) {
      options.add("allow_other");
    }
    List<String> arguments = List.of("synchmess", "-o", String.join(",", options));
    int pointer = RUNTIME.addressSize();
    argv = Memory.allocateDirect(RUNTIME, (arguments.size() + 1) * pointer, true);
    texts = arguments.stream().map(FuseArguments::text).toArray(Pointer[]::new);
    for (int i = 0; i < texts.length; i++) {
      argv.putPointer((long) i * pointer, texts[i]);
    }
    struct.putInt(0, texts.length);
    struct.putPointer(ARGV, argv);
  }

  private static Pointer text(String argument) {
    byte[] text = (argument + "\0").getBytes(UTF_8);
    Pointer copy = Memory.allocateDirect(RUNTIME, text.length);
    copy.put(0, text, 0, text.length);
    return copy;
  }

  /** The address of the structure. libfuse changes it. */
  public Pointer struct() {
    return struct;
  }
}

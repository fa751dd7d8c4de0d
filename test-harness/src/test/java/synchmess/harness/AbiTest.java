package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs;
import synchmess.fuse.kernel.abi.IoUringStructs;
import synchmess.fuse.kernel.abi.Opcode;

/**
 * The kernel engine's offsets, sizes and numbers are those that the C compiler finds in the
 * kernel's headers: all of them, by reflection.
 */
@Tag("no-engine")
class AbiTest {
  /** What the headers of Linux 6.1 lack of FUSE over io_uring; with newer ones it adds nothing. */
  private static final Path NEWER_FUSE =
      Repository.file("test-harness/src/main/c/limit/fuse_uring.h");

  /** What they lack besides, and all that is taken from here. */
  private static final String NEWER =
      """
      #if FUSE_KERNEL_MINOR_VERSION < 39
      enum { FUSE_STATX = 52 };
      struct fuse_statx_in {
        uint32_t getattr_flags;
        uint32_t reserved;
        uint64_t fh;
        uint32_t sx_flags;
        uint32_t sx_mask;
      };
      #endif
      #ifndef IORING_SETUP_NO_SQARRAY
      #define IORING_SETUP_NO_SQARRAY (1U << 16)
      #endif
      """;

  private static final String HEADERS =
      "#include \"%s\"\n#include <stddef.h>\n#include <stdio.h>\n#include <sys/syscall.h>\n%s"
          .formatted(NEWER_FUSE, NEWER);

  private static final Pattern STRUCT_IN = Pattern.compile("struct (fuse_\\w+_in) *\\{");

  // --------------------------------------------------------------------------------- structs

  @Test
  void fuseStructs_areLaidOutAsInTheHeader() throws IOException {
    Map<String, Integer> java = offsets(FuseStructs.class, "fuse_");

    assertThat(java)
        .containsEntry("offsetof(struct fuse_in_header, opcode)", 4)
        .containsEntry("sizeof(struct fuse_uring_req_header)", 288);
    assertThat(valuesInC("fuse-structs", java.keySet())).isEqualTo(java);
  }

  @Test
  void ioUringStructs_areLaidOutAsInTheHeader() throws IOException {
    Map<String, Integer> java = offsets(IoUringStructs.class, "io_");

    assertThat(java)
        .containsEntry("offsetof(struct io_uring_sqe, user_data)", 32)
        .containsEntry("offsetof(struct io_sqring_offsets, tail)", 4);
    assertThat(valuesInC("io-uring-structs", java.keySet())).isEqualTo(java);
  }

  /** Of each nested interface, each constant: a field's offset or the structure's size. */
  private static Map<String, Integer> offsets(Class<?> structs, String prefix) {
    Map<String, Integer> offsets = new TreeMap<>();
    for (Class<?> struct : structs.getDeclaredClasses()) {
      String name = "struct " + prefix + snakeCase(struct.getSimpleName());
      constants(struct)
          .forEach(
              (constant, value) -> {
                String field = constant.toLowerCase(Locale.ROOT);
                boolean size = constant.equals("SIZEOF");
                offsets.put(
                    size ? "sizeof(" + name + ")" : "offsetof(" + name + ", " + field + ")", value);
              });
    }
    return offsets;
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Integer> constants(Class<?> type) {
    Map<String, Integer> constants = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        constants.put(field.getName(), value(field));
      }
    }
    return constants;
  }

  private static int value(Field field) {
    try {
      return field.getInt(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  // --------------------------------------------------------------------------------- numbers

  @Test
  void fuseFlags_areThoseOfTheHeader() throws IOException {
    assertNumbers("fuse-flags", constants(FuseFlags.class));
  }

  @Test
  void ioUringNumbers_areThoseOfTheHeader() throws IOException {
    assertNumbers("io-uring-numbers", constants(IoUringStructs.class));
  }

  @Test
  void opcodes_areThoseOfTheHeader() throws IOException {
    Map<String, Integer> java =
        Arrays.stream(Opcode.values())
            .filter(opcode -> opcode != Opcode.UNKNOWN)
            .collect(Collectors.toMap(opcode -> "FUSE_" + opcode, Opcode::number));

    assertNumbers("opcodes", java);
  }

  private static void assertNumbers(String name, Map<String, Integer> java) throws IOException {
    Map<String, Integer> expressions = new TreeMap<>();
    java.forEach((constant, value) -> expressions.put(inC(constant), value));

    assertThat(expressions).hasSameSizeAs(java).isNotEmpty();
    assertThat(valuesInC(name, expressions.keySet())).isEqualTo(expressions);
  }

  /** Two kinds of constants have another name in C: the upper flags, and system calls. */
  private static String inC(String constant) {
    if (constant.equals("FUSE_OVER_IO_URING_2")) {
      return "(FUSE_OVER_IO_URING >> 32)";
    }
    return constant.startsWith("SYS_")
        ? "SYS_" + constant.substring("SYS_".length()).toLowerCase(Locale.ROOT)
        : constant;
  }

  // ------------------------------------------------------------------------------- arguments

  /** Opcodes whose structure is named after another. */
  private static final Map<Opcode, String> SHARED =
      Map.of(
          Opcode.OPENDIR, "fuse_open_in",
          Opcode.READDIR, "fuse_read_in",
          Opcode.READDIRPLUS, "fuse_read_in",
          Opcode.RELEASEDIR, "fuse_release_in",
          Opcode.FSYNCDIR, "fuse_fsync_in",
          Opcode.LISTXATTR, "fuse_getxattr_in",
          Opcode.TMPFILE, "fuse_create_in",
          Opcode.NOTIFY_REPLY, "fuse_notify_retrieve_in");

  private static final Set<Opcode> LOCKS = Set.of(Opcode.GETLK, Opcode.SETLK, Opcode.SETLKW);

  /** Opcodes whose structure has grown: what the engine counts on is the part that always comes. */
  private static final Map<Opcode, String> GROWN =
      Map.of(
          Opcode.INIT, "offsetof(struct fuse_init_in, flags2)",
          Opcode.SETXATTR, "FUSE_COMPAT_SETXATTR_IN_SIZE");

  @Test
  void argumentSizes_areThoseOfTheHeadersStructures_and0WhereThereIsNone() throws IOException {
    Set<String> structs = structsIn();
    Map<String, Integer> java = new TreeMap<>();
    for (Opcode opcode : Opcode.values()) {
      String struct = structOf(opcode);
      if (GROWN.containsKey(opcode)) {
        java.put(GROWN.get(opcode), opcode.argumentSize());
      } else if (structs.contains(struct)) {
        java.merge("sizeof(struct " + struct + ")", opcode.argumentSize(), AbiTest::same);
      } else {
        assertThat(opcode.argumentSize()).as("%s has no struct %s", opcode, struct).isZero();
      }
    }

    assertThat(structs).containsAll(SHARED.values()).contains("fuse_statx_in", "fuse_write_in");
    assertThat(valuesInC("argument-sizes", java.keySet())).isEqualTo(java);
  }

  private static String structOf(Opcode opcode) {
    if (LOCKS.contains(opcode)) {
      return "fuse_lk_in";
    }
    String own = "fuse_" + opcode.name().toLowerCase(Locale.ROOT) + "_in";
    return SHARED.getOrDefault(opcode, own);
  }

  private static int same(int size, int other) {
    assertThat(other).as("opcodes that share a structure").isEqualTo(size);
    return size;
  }

  /** The names of all structures that requests begin with. */
  private static Set<String> structsIn() throws IOException {
    Path source = Repository.target("abi/headers/headers.c");
    Files.writeString(source, HEADERS);
    List<String> command = List.of("cc", "-std=gnu11", "-E", source.toString());
    String text = Program.run(source.getParent(), command).output();
    return STRUCT_IN
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<String, Integer> valuesInC(String name, Collection<String> expressions)
      throws IOException {
    return CExpressions.values("abi-" + name, HEADERS, expressions);
  }
}

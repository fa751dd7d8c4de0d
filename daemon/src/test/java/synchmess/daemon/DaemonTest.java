package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import synchmess.daemon.MountEnd.Step;
import synchmess.errno.ErrnoException;
import synchmess.fuse.Engine;
import synchmess.mounting.MountTable;
import synchmess.owner.Owner;
import synchmess.tree.EngineTraits;
import synchmess.tree.Tree;

/** What a daemon has begun when its mount ends, and in which order it ends, without a kernel. */
@Timeout(20)
class DaemonTest {
  private static final int FILE_PERMISSIONS = 0600;
  private static final Owner CALLER = new Owner(0, 0);

  @TempDir Path directory;

  private final List<String> seen = new ArrayList<>();
  private final MountEnd end = new MountEnd();
  private MountPoint mountPoint;
  private StateFile state;

  @BeforeEach
  void begin() throws IOException {
    mountPoint = new MountPoint(directory.toRealPath().resolve("made"));
    end.add(Step.DIRECTORIES, mountPoint::tidy);
    state = new StateFile(mountPoint).claim(end);
    state.begin();
    mountPoint.prepare();
  }

  /** The reason of a failure stays until the next mount. */
  @AfterEach
  void forgetTheFailure() {
    try (MountEnd next = new MountEnd()) {
      new StateFile(mountPoint).claim(next).begin();
    }
  }

  /** Serves nobody. At each step it sees what still stands. */
  private class SeeingEngine implements Engine {
    private Tree tree;

    @Override
    public EngineTraits traits() {
      return new EngineTraits("seeing", () -> "a test", 1 << 16, true);
    }

    @Override
    public MountTable.Mount mount(Tree served) throws IOException {
      tree = served;
      return new MountTable.Mount(1, 0, "0:1", mountPoint.path(), "fuse.synchmess");
    }

    @Override
    public void awaitUnmount() throws IOException {
      see("served");
    }

    @Override
    public void unmount() {
      see("unmount");
    }

    @Override
    public void close() {
      see("close");
    }

    private void see(String call) {
      seen.add(call + (takesGroups() ? ", groups" : "") + files());
    }

    private boolean takesGroups() {
      try {
        return tree != null
            && tree.root().create("orders" + seen.size(), FILE_PERMISSIONS, CALLER) != null;
      } catch (ErrnoException gone) {
        return false;
      }
    }
  }

  private String files() {
    return (Files.exists(mountPoint.path()) ? ", directory" : "")
        + (state.daemon().isPresent() ? ", state" : "");
  }

  private void run(Engine engine) throws InterruptedException {
    try (end) {
      new Daemon(new MountOptions(), engine, mountPoint, state, end)
          .run(new Termination(end), () -> {});
    } finally {
      seen.add("over" + files());
    }
  }

  @Test
  void unmounted_groupsThenMountThenEngineThenFiles() throws InterruptedException {
    run(new SeeingEngine());

    assertThat(seen)
        .containsExactly(
            "served, groups, directory, state",
            "unmount, directory, state",
            "close, directory, state",
            "over");
    assertThat(state.failure()).isEmpty();
  }

  @Test
  void mountFails_endsLikewise_andTheReasonStays() {
    SeeingEngine engine =
        new SeeingEngine() {
          @Override
          public MountTable.Mount mount(Tree served) throws IOException {
            throw new IOException("no such device");
          }
        };

    assertThatThrownBy(() -> run(engine)).isInstanceOf(Failure.class).hasMessage("no such device");

    assertThat(seen)
        .containsExactly("unmount, directory, state", "close, directory, state", "over");
    assertThat(state.failure()).hasValueSatisfying(why -> assertThat(why).contains("no such"));
  }

  @Test
  void connectionBreaks_endsLikewise_andTheReasonStays() {
    SeeingEngine engine =
        new SeeingEngine() {
          @Override
          public void awaitUnmount() throws IOException {
            super.awaitUnmount();
            throw new IOException("aborted");
          }
        };

    assertThatThrownBy(() -> run(engine)).isInstanceOf(Failure.class).hasMessage("aborted");

    assertThat(seen).hasSize(4).endsWith("over");
    assertThat(state.failure()).hasValueSatisfying(why -> assertThat(why).contains("aborted"));
  }

  @Test
  void engineDoesNotUnmount_theRestEnds() {
    SeeingEngine engine =
        new SeeingEngine() {
          @Override
          public void unmount() {
            super.unmount();
            throw new IllegalStateException("planted");
          }
        };

    assertThatThrownBy(() -> run(engine)).isInstanceOf(Failure.class).hasMessage("planted");

    assertThat(seen)
        .containsExactly(
            "served, groups, directory, state",
            "unmount, directory, state",
            "close, directory, state",
            "over");
    assertThat(state.failure()).hasValueSatisfying(why -> assertThat(why).contains("planted"));
  }
}

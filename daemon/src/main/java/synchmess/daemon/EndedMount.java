package synchmess.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mount that failed, or whose daemon was killed.
 *
 * @param dead whether it is still in the mount table
 * @param reason when it ended, and why
 * @param log null when there is none
 */
record EndedMount(Path mount, boolean dead, String reason, Path log) {

  /** What became of the last mount here; empty when there was none, or all is well. */
  static Optional<EndedMount> at(MountPoint mountPoint) {
    StateFile state = new StateFile(mountPoint);
    boolean mounted = mountPoint.isMounted();
    if (mounted && state.daemon().isPresent()) {
      return Optional.empty();
    }
    Path log = Files.exists(state.logFile()) ? state.logFile() : null;
    return state.failure().map(reason -> new EndedMount(mountPoint.path(), mounted, reason, log));
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(Status.line("mount", mount.toString()));
    lines.addAll(Status.line("failed", reason));
    if (log != null) {
      lines.addAll(Status.line("log", log.toString()));
    }
    return lines;
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mount", mount.toString());
    json.put("state", dead ? "dead" : "failed");
    json.put("reason", reason);
    json.put("log", log == null ? null : log.toString());
    return json;
  }
}

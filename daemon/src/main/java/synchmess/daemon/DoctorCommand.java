package synchmess.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import synchmess.daemon.Requirements.Requirement;
import synchmess.fuse.kernel.IoUringParameter;

/** {@code synchmess doctor}. */
@Command(
    name = "doctor",
    description = "Say what this machine lacks, and the command that mends it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Json json;

  @Override
  public Integer call() {
    List<Requirement> needed = Requirements.all();
    List<Requirement> shown = new ArrayList<>(needed);
    shown.add(Requirements.allowOther());
    boolean ready = needed.stream().allMatch(Requirement::met);
    if (json.isWanted()) {
      Json.print(json(shown, ready));
    } else {
      shown.forEach(DoctorCommand::show);
      showIoUring();
      System.out.println(ready ? "\nReady: synchmess mount" : "\nNot ready yet.");
    }
    return ready ? ExitCode.OK : ExitCode.MISSING;
  }

  private static Map<String, Object> json(List<Requirement> requirements, boolean ready) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ready", ready);
    json.put("io_uring", IoUringParameter.isOn());
    json.put("requirements", requirements);
    return json;
  }

  /** No mount needs it, but it is the fastest. */
  private static void showIoUring() {
    if (IoUringParameter.isOn()) {
      System.out.println("ok      FUSE over io_uring (faster)");
    } else if (IoUringParameter.exists()) {
      System.out.println("off     FUSE over io_uring (faster)");
      System.out.println("        as root: synchmess mount --io-uring=on");
    } else {
      System.out.println("absent  FUSE over io_uring (faster): Linux 6.14 or later has it");
    }
  }

  private static void show(Requirement requirement) {
    System.out.printf("%-7s %s%n", requirement.met() ? "ok" : "missing", requirement.name());
    if (!requirement.met()) {
      System.out.printf("        as root: %s%n", requirement.remedy());
    }
  }
}

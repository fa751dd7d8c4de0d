package synchmess.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import synchmess.daemon.Requirements.Requirement;

/** {@code synchmess doctor}. */
@Command(
    name = "doctor",
    description = "Say what this machine lacks, and the command that mends it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    List<Requirement> needed = Requirements.all();
    List<Requirement> shown = new ArrayList<>(needed);
    shown.add(Requirements.allowOther());
    shown.forEach(DoctorCommand::show);
    boolean ready = needed.stream().allMatch(Requirement::met);
    System.out.println(ready ? "\nReady: synchmess mount" : "\nNot ready yet.");
    return ready ? ExitCode.OK : ExitCode.MISSING;
  }

  private static void show(Requirement requirement) {
    System.out.printf("%-7s %s%n", requirement.met() ? "ok" : "missing", requirement.name());
    if (!requirement.met()) {
      System.out.printf("        as root: %s%n", requirement.remedy());
    }
  }
}

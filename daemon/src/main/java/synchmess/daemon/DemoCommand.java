package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code synchmess demo}. */
@Command(
    name = "demo",
    description = "Mount, play each operation through the mount, and unmount.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  /** One thing to show: a sentence, and the shell command that proves it. */
  private record Step(String sentence, String command) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("A write sends a message; the group is made on the way.", "echo hello > orders"),
          new Step("Messages are kept in order …", "echo world > orders; cat ctl/orders/depth"),
          new Step(
              "… and each read receives the oldest one, and removes it.", "cat orders; cat orders"),
          new Step(
              "A delay holds messages back; the sender does not wait.",
              "echo 300 > ctl/orders/send_delay; echo later > orders;"
                  + " echo \"ready: $(cat ctl/orders/depth), delayed: $(cat ctl/orders/delayed)\""),
          new Step("next waits for a message: this one is due soon.", "cat ctl/orders/next"),
          new Step(
              "Revoke discards delayed messages; the file then tells how many.",
              "echo 60000 > ctl/orders/send_delay; echo never > orders;"
                  + " { echo 1 >&3; cat <&3; } 3<> ctl/orders/revoke"),
          new Step(
              "Flush makes them ready now; fsync does it.",
              "echo hurry > orders; sync orders; cat orders"),
          new Step(
              "A barrier: two callers sleep on it until one awake wakes them all.",
              "for who in Ada Ben; do { cat ctl/orders/sleep; echo \"$who is awake\"; } & done;"
                  + " until [ \"$(cat ctl/orders/sleepers)\" = 2 ]; do sleep 0.05; done;"
                  + " echo \"asleep: $(cat ctl/orders/sleepers)\"; echo 1 > ctl/orders/awake; wait"),
          new Step(
              "A job: the daemon reads a file in the background; wait waits for its end.",
              "exec 3<> jobs/submit; echo op=checksum in=/etc/passwd >&3; read id <&3;"
                  + " cat jobs/$id/wait"),
          new Step("Everything is a file.", "ls -l . ctl"),
          new Step("rm uninstalls the group.", "rm orders; ls"));

  @Override
  public Integer call() throws IOException, InterruptedException {
    Requirements.check(false);
    Log.configure(Log.Level.WARN, null);
    MountPoint mountPoint = new MountPoint(Files.createTempDirectory("synchmess-demo-"));
    MountOptions options = new MountOptions();
    try (MountEnd end = new MountEnd()) {
      Termination termination = new Termination(end).watch();
      end.add(MountEnd.Step.DIRECTORIES, () -> Files.deleteIfExists(mountPoint.path()));
      StateFile state = new StateFile(mountPoint).claim(end);
      Daemon daemon = new Daemon(options, options.engine(), mountPoint, state, end);
      tell("Mounting at " + mountPoint.path() + ", where these commands run:");
      daemon.run(termination, () -> play(mountPoint, end));
    }
    System.out.println("\nUnmounted. Now for yourself:");
    System.out.println("  daemon/bin/synchmess mount            # prints where, and stays");
    System.out.println("  daemon/bin/synchmess status");
    System.out.println(
        "  daemon/bin/synchmess job wait $(daemon/bin/synchmess job submit op=checksum in=README.md)");
    System.out.println("  daemon/bin/synchmess unmount");
    return ExitCode.OK;
  }

  private static void tell(String text) {
    System.out.println(text);
    if (System.out.checkError()) {
      throw Failure.noOutput();
    }
  }

  private static void play(MountPoint mountPoint, MountEnd end) {
    try {
      for (Step step : STEPS) {
        play(step, mountPoint);
      }
    } finally {
      end.unmount();
    }
  }

  private static void play(Step step, MountPoint mountPoint) {
    tell("\n# " + step.sentence + "\n$ " + step.command);
    try {
      Process shell =
          new ProcessBuilder("sh", "-ec", step.command)
              .directory(mountPoint.path().toFile())
              .inheritIO()
              .start();
      if (shell.waitFor() != 0) {
        throw new Failure(ExitCode.FAILED, "this step failed: " + step.command);
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.FAILED, "interrupted");
    }
  }
}

package synchmess.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import synchmess.errno.Errno;
import synchmess.job.Job;
import synchmess.job.JobLimits;
import synchmess.job.JobSpec;
import synchmess.job.JobState;
import synchmess.job.Jobs;
import synchmess.job.Notice;
import synchmess.job.Submission;
import synchmess.job.operation.Operations;
import synchmess.job.word.BadJobException;
import synchmess.job.word.JobParser;
import synchmess.linux.LinuxMachine;
import synchmess.owner.Owner;
import synchmess.waiting.MovableClock;
import synchmess.waiting.SystemClock;

/** Jobs of several users, on root's machine. */
final class TestUsers {
  static final Owner ADA = new Owner(54321, 54321, List.of(54400));
  static final Owner BEN = new Owner(54322, 54322);

  private static final JobParser PARSER = new JobParser(Operations.types());

  final Path base;
  final Path temporaries;
  final UsersMachine machine;

  /** By which worker processes get old that have no work. */
  final MovableClock workersClock = new MovableClock();

  private final SystemClock clock = new SystemClock();
  private final Jobs jobs;

  /** Their processes are not nice: they would wait for the tests that run beside these. */
  TestUsers(Path base) throws IOException {
    this(base, new JavaCommand(0));
  }

  TestUsers(Path base, WorkerCommand command) throws IOException {
    this.base = base;
    this.temporaries = base.resolve("journal");
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    machine = new UsersMachine(new LinuxMachine(() -> -1, temporaries), command, workersClock);
    JobLimits limits = new JobLimits(true, 0);
    limits.setWorkers(4);
    jobs = new Jobs(limits, machine, clock);
  }

  /** To be another user is for root alone. */
  static void assumeRoot() {
    assumeTrue(ProcessHandle.current().info().user().equals(Optional.of("root")));
  }

  Job submit(Owner owner, String words) {
    JobSpec spec;
    try {
      spec = PARSER.parse(words.replace("@", base + "/").getBytes(UTF_8));
    } catch (BadJobException e) {
      throw new AssertionError(e);
    }
    return jobs.find(jobs.submit(new Quiet(spec, owner), false));
  }

  /** Its result, when it has ended. */
  String run(Owner owner, String words) {
    return await(submit(owner, words));
  }

  String await(Job job) {
    eventually().until(() -> state(job).isEnd());
    return new String(jobs.result(job), UTF_8);
  }

  JobState state(Job job) {
    return jobs.view(job).state();
  }

  void awaitProgress(Job job) {
    eventually().until(() -> job.progress().done() > 0);
  }

  static ConditionFactory eventually() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  void cancel(Job job) {
    jobs.cancel(job);
  }

  /** Makes a directory that its owner alone may enter. */
  Path home(String name, Owner owner) throws IOException {
    Path home = Files.createDirectory(base.resolve(name));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Files.setAttribute(home, "unix:uid", owner.uid());
    Files.setAttribute(home, "unix:gid", owner.gid());
    return home;
  }

  Path file(String name, String text, Owner owner, String permissions) throws IOException {
    Path path = Files.writeString(base.resolve(name), text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    Files.setAttribute(path, "unix:uid", owner.uid());
    Files.setAttribute(path, "unix:gid", owner.gid());
    return path;
  }

  /** The worker processes of this process. */
  static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(each -> commandLine(each).contains(WorkerMain.class.getName()))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  static Map<String, Object> owner(Path path) throws IOException {
    return Files.readAttributes(path, "unix:uid,gid");
  }

  void close() throws InterruptedException {
    jobs.close();
    jobs.awaitEnd(0);
    machine.close();
    clock.close();
  }

  private static final class Quiet extends Submission {
    Quiet(JobSpec spec, Owner owner) {
      super(spec, owner, new Notice(null, null));
    }

    @Override
    protected void queued(long id) {
      throw new AssertionError("it was never parked");
    }

    @Override
    protected void refused(Errno why) {
      throw new AssertionError(why);
    }
  }
}

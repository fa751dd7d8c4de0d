package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import synchmess.job.Priority;
import synchmess.job.Shown;
import synchmess.job.operation.Operations;
import synchmess.job.word.BadJobException;
import synchmess.job.word.JobParser;

/** {@code synchmess job}: does what the files of {@code jobs} do as well. */
@Command(
    name = "job",
    description = "Submit jobs, and look after them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class JobCommand {
  private static final String STANDARD_INPUT = "-";
  private static final String IDS = "ID";
  private static final String ONE_OR_MORE = "1..*";

  @Option(
      names = "--mount",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where it is mounted. Default: see status --help.")
  private Path directory;

  /** The values of {@code op=}. */
  static final class OperationNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Operations.types().keySet().stream().sorted().iterator();
    }
  }

  private JobClient jobs() {
    return new JobClient(ServedMount.at(new MountPoint(directory)));
  }

  @Command(
      description = "Submit a job, and print its id.",
      mixinStandardHelpOptions = true,
      footer = {"", "For example: synchmess job submit op=copy in=a out=b priority=high"})
  int submit(
      @Option(
              names = "--wait",
              description = "Wait for its end, and print the result; exit code 0 means done.")
          boolean wait,
      @Parameters(
              paramLabel = "NAME=VALUE",
              arity = ONE_OR_MORE,
              description =
                  "What to do, see synchmess(4). op is one of ${COMPLETION-CANDIDATES}. '-' reads"
                      + " more words from standard input, as jobs/submit takes them.",
              completionCandidates = OperationNames.class)
          List<String> words)
      throws IOException, InterruptedException {
    JobClient jobs = jobs();
    String id = jobs.submit(checked(text(words)));
    System.out.println(id);
    return wait ? outcome(jobs, id) : ExitCode.OK;
  }

  private static byte[] text(List<String> words) throws IOException {
    List<String> given = new ArrayList<>(words);
    boolean more = given.removeIf(STANDARD_INPUT::equals);
    checkSecrets(given);
    String text = JobText.of(given, Path.of("").toAbsolutePath());
    if (text.indexOf(RuntimeDirectory.LOST) >= 0) {
      throw new Failure(ExitCode.USAGE, "these words are not in UTF-8");
    }
    ByteArrayOutputStream job = new ByteArrayOutputStream();
    job.write(text.getBytes(UTF_8));
    if (more) {
      System.in.transferTo(job);
    }
    return job.toByteArray();
  }

  /** Everybody can see arguments in the list of processes. */
  private static void checkSecrets(List<String> words) {
    for (String word : words) {
      String name = JobText.name(word);
      if (Operations.types().values().stream().anyMatch(type -> type.secrets().contains(name))) {
        throw new Failure(
            ExitCode.USAGE,
            name + ": other users can see arguments; write '-' and give it on standard input");
      }
    }
  }

  private static byte[] checked(byte[] job) {
    try {
      new JobParser(Operations.types()).parse(job);
      return job;
    } catch (BadJobException e) {
      throw new Failure(ExitCode.USAGE, e.getMessage());
    }
  }

  private static int outcome(JobClient jobs, String id) throws InterruptedException {
    JobResult result = awaited(jobs, id);
    if (!result.isDone()) {
      throw new Failure(ExitCode.FAILED, result.outcome());
    }
    result.details().forEach(System.out::println);
    return ExitCode.OK;
  }

  private static JobResult awaited(JobClient jobs, String id) throws InterruptedException {
    JobProgress progress = new JobProgress(jobs, id);
    progress.show();
    try {
      return new JobResult(jobs.read(id, "wait"));
    } finally {
      progress.hide();
    }
  }

  @Command(description = "List all jobs.", mixinStandardHelpOptions = true)
  int list(@Mixin Json json) {
    List<String> lines = jobs().lines("list");
    if (json.isWanted()) {
      Json.print(JobTable.json(lines));
    } else {
      System.out.print(JobTable.of(lines));
    }
    return ExitCode.OK;
  }

  @Command(
      description = "Show the words, the state, the progress and the result of a job.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = IDS) String id, @Mixin Json json) {
    JobClient jobs = jobs();
    if (json.isWanted()) {
      Json.print(JobJson.of(jobs, id));
      return ExitCode.OK;
    }
    for (String file : List.of("spec", "state", "progress", "result")) {
      String text = jobs.read(id, file);
      System.out.println(file + ":");
      text.lines().forEach(line -> System.out.println("  " + Shown.line(line)));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "wait",
      description = "Wait for the end of jobs, and print their results.",
      mixinStandardHelpOptions = true)
  int await(
      @Option(names = "--all", description = "Wait for all of your jobs that have not ended.")
          boolean all,
      @Parameters(paramLabel = IDS, arity = "0..*") List<String> given) {
    JobClient jobs = jobs();
    if (all == (given != null)) {
      throw new Failure(ExitCode.USAGE, "give the ids of jobs, or else --all");
    }
    List<String> ids = all ? jobs.unended() : given;
    List<JobResult> results = new ArrayList<>();
    int code =
        each(
            ids,
            id -> {
              results.add(new JobResult(jobs.read(id, "wait")));
              results
                  .get(results.size() - 1)
                  .text()
                  .lines()
                  .forEach(line -> System.out.println(Shown.line(line)));
            });
    return results.stream().allMatch(JobResult::isDone) ? code : ExitCode.FAILED;
  }

  @Command(
      description = "Take queued jobs out of the queue, stop running ones.",
      mixinStandardHelpOptions = true)
  int cancel(@Parameters(paramLabel = IDS, arity = ONE_OR_MORE) List<String> ids) {
    return each(ids, jobs()::cancel);
  }

  @Command(
      description = "Remove queued or ended jobs, with their results.",
      mixinStandardHelpOptions = true)
  int remove(@Parameters(paramLabel = IDS, arity = ONE_OR_MORE) List<String> ids) {
    return each(ids, jobs()::remove);
  }

  /** Reports each failure, and goes on with the next id. */
  private static int each(List<String> ids, Consumer<String> action) {
    int code = ExitCode.OK;
    for (String id : ids) {
      try {
        action.accept(id);
      } catch (Failure e) {
        System.err.println("synchmess: " + e.getMessage());
        code = e.exitCode();
      }
    }
    return code;
  }

  @Command(description = "Change the priority of a queued job.", mixinStandardHelpOptions = true)
  int prio(
      @Parameters(paramLabel = IDS) String id,
      @Parameters(paramLabel = "PRIORITY", description = "high, medium or low.")
          Priority priority) {
    jobs().setPriority(id, priority.name().toLowerCase(Locale.ROOT));
    return ExitCode.OK;
  }

  @Command(
      description = "List the workers: idle, or with the job that they run.",
      mixinStandardHelpOptions = true)
  int workers() {
    System.out.print(JobTable.of(jobs().lines("workers")));
    return ExitCode.OK;
  }
}

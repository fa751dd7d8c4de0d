#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: bench MEASURE --backend=BACKEND [OPTION]...\n"
    "Measures one backend and prints name=value lines.\n"
    "\n"
    "measures:\n"
    "  roundtrip    one thread writes a message, then reads it\n"
    "  throughput   producers and consumers over groups: messages delivered in a second\n"
    "  barrier      from the awake to the last of the sleepers back\n"
    "  parked       readers asleep in one empty group: the server's memory, time to release them\n"
    "  batch        a producer's and a consumer's process: messages delivered in a second,\n"
    "               in batches where the backend has them, else one by one\n"
    "  stored       a write and a read with 10, then with many messages stored; the server's\n"
    "               memory\n"
    "  jobs         jobs of next to no work, from handing in to the result in the group bench0:\n"
    "               one at a time, then --count of them under way\n"
    "  job          one job on a file: bytes in a second\n"
    "\n"
    "backends:\n"
    "  mount        group files of the mount --dir=DIR\n"
    "  limit        group files of limit-device or limit-uring, mounted at --dir=DIR\n"
    "  mq           POSIX message queues (roundtrip, throughput, parked, batch)\n"
    "  futex        a futex (barrier)\n"
    "  redis        the Unix socket --dir=SOCKET: LPUSH, and RPOP, or BRPOP where a receiver\n"
    "               sleeps (roundtrip, throughput)\n"
    "  beanstalkd   the Unix socket --dir=SOCKET: put, and reserve and delete (roundtrip,\n"
    "               throughput)\n"
    "  command      a shell that runs what --job holds (job)\n"
    "\n"
    "options, with their defaults:\n"
    "  --size=64 --seconds=1\n"
    "  --producers=8 --consumers=8 --groups=64 --reads=block|poll   throughput\n"
    "  --count=100 --repeat=5                                       barrier, parked\n"
    "  --sleepers=0 on the barrier of another group                 parked\n"
    "  --count=N    messages of a batch, messages stored, jobs      batch, stored, jobs\n"
    "  --job=FILE   that holds the words of the job                 jobs, job\n"
    "  --bytes=N    of the file that the job reads                  job\n"
    "  --server=PID whose memory is printed                         parked, stored\n"
    "  --limit=60   seconds after which the client gives up\n"
    "\n"
    "exit status: 0 measured, 1 failed, 2 usage, 3 the server or the machine refuses (EAGAIN)\n";

static void wrong_usage(void) {
  fputs(usage, stderr);
  exit(2);
}

static double number(const char *text, double low, double high) {
  char *end;
  double value = strtod(text, &end);
  if (end == text || *end != '\0' || !(value >= low && value <= high)) {
    fprintf(stderr, "bench: %s: not a number from %g to %g\n", text, low, high);
    exit(2);
  }
  return value;
}

static int one_of(const char *text, const char *zero, const char *one) {
  if (strcmp(text, zero) != 0 && strcmp(text, one) != 0) wrong_usage();
  return strcmp(text, one) == 0;
}

struct options parse_options(int argc, char **argv) {
  static const struct option known[] = {
      {"backend", required_argument, NULL, 'b'},   {"dir", required_argument, NULL, 'd'},
      {"producers", required_argument, NULL, 'p'}, {"consumers", required_argument, NULL, 'c'},
      {"groups", required_argument, NULL, 'g'},    {"sleepers", required_argument, NULL, 'z'},
      {"count", required_argument, NULL, 'n'},     {"repeat", required_argument, NULL, 'r'},
      {"size", required_argument, NULL, 's'},      {"seconds", required_argument, NULL, 't'},
      {"reads", required_argument, NULL, 'e'},     {"server", required_argument, NULL, 'v'},
      {"job", required_argument, NULL, 'j'},       {"bytes", required_argument, NULL, 'y'},
      {"limit", required_argument, NULL, 'l'},     {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0},
  };
  struct options o = {.producers = 8, .consumers = 8, .groups = 64, .count = 100,
                      .repeat = 5, .size = 64, .seconds = 1, .limit = 60};
  int letter;
  while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
    switch (letter) {
      case 'b': o.backend = optarg; break;
      case 'd': o.dir = optarg; break;
      case 'p': o.producers = (int)number(optarg, 1, 1000); break;
      case 'c': o.consumers = (int)number(optarg, 1, 1000); break;
      case 'g': o.groups = (int)number(optarg, 1, 1000); break;
      case 'n': o.count = (int)number(optarg, 1, 10000000); break;
      case 'z': o.sleepers = (int)number(optarg, 0, 100000); break;
      case 'r': o.repeat = (int)number(optarg, 1, 1000); break;
      case 's': o.size = (size_t)number(optarg, 1, 1 << 20); break;
      case 't': o.seconds = number(optarg, 0.01, 3600); break;
      case 'e': o.poll = one_of(optarg, "block", "poll"); break;
      case 'j': o.job = optarg; break;
      case 'y': o.bytes = (long)number(optarg, 1, 1e12); break;
      case 'v': o.server = (pid_t)number(optarg, 1, 1 << 30); break;
      case 'l': o.limit = (unsigned)number(optarg, 1, 86400); break;
      case 'h': fputs(usage, stdout); exit(0);
      default: wrong_usage();
    }
  }
  if (optind != argc - 1 || o.backend == NULL) wrong_usage();
  o.measure = argv[optind];
  return o;
}

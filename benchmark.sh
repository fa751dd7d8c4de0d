#!/bin/sh
# Measures the engines of synchmess beside a stock jnr-fuse mount of the same core, C servers that
# do nothing but queue, and other message queues. All that it starts it also ends: see cleanup.
set -eu

top=$(cd "$(dirname "$0")" && pwd)
parts=$top/test-harness/bench
out=$top/target/benchmark
synchmess=${SYNCHMESS:-$top/daemon/bin/synchmess}
stock_server=${STOCK_SERVER:-$parts/stock-server}

. "$top/daemon/bin/requirements.sh"
. "$parts/servers.sh"
. "$parts/uring.sh"
. "$parts/peers.sh"
. "$parts/garbage.sh"
. "$parts/jobs.sh"

usage() {
  cat <<'END'
usage: benchmark.sh [--quick] [--rounds=N] [--no-peers]

Builds, mounts, measures in several rounds, unmounts. With the same C client and the same threads:

  kernel's own   POSIX message queues; for the barrier, a futex that wakes as many threads
  stock          the same core on jnr-fuse's own mount()
  jnr-fuse       synchmess mount --engine=jnr-fuse
  kernel         synchmess mount --engine=kernel --io-uring=off
  kernel+uring   synchmess mount --engine=kernel --io-uring=auto
  C /dev/fuse    nothing but queues: the FUSE protocol, two threads; as root
  C io_uring     nothing but queues: FUSE over io_uring, a thread for each processor; as root
  C near         the same in the client's session, not in one of its own; for one thread only; as root
  Redis          on a Unix socket: LPUSH; BRPOP, and RPOP where no receiver sleeps
  beanstalkd     on a Unix socket: put; reserve and delete
  commands       what jobs do, by commands: sha256sum, openssl

As root, FUSE over io_uring is switched on during the run, and Redis, beanstalkd and openssl are
installed with apt-get where they are missing. Every server but C near has a session of its own, as in
life: the scheduler groups tasks by session.

  --quick      2 rounds of fewer and shorter measurements, under 60 s once everything is built
  --rounds=N   rounds, 1 to 100; in each, every measure runs on every engine in turn (default 5)
  --no-peers   without Redis, beanstalkd and the commands
  --help       this text

Leaves target/benchmark/results.csv (every single figure) and results.svg (a chart).
Exit status: 0 measured, 1 something failed, 2 usage.
END
}

main() {
  parse "$@"
  build
  prepare
  start_servers
  warm_up
  round=1
  while [ "$round" -le "$rounds" ]; do
    measure_round
    round=$((round + 1))
  done
  stop_servers
  report
}

# --- what to measure ------------------------------------------------------------------------------

# Seconds of one measurement and of the warm-up, releases of a barrier, and the cases.
parse() {
  rounds=5 seconds=1 warm=5 releases=7 asked='' peers='redis beanstalkd' commands=commands quick=
  messages='roundtrip spread64 spread1024 shared64'
  barriers='barrier1 barrier10 barrier100 barrier1000'
  parked='parked1000 parked5000' crowd=parked20000 stored=stored1M
  job_bytes=$((256 << 20)) file_engines=$our_engines
  for argument; do
    case $argument in
      --quick) be_quick ;;
      --rounds=*) asked=${argument#*=} ;;
      --no-peers) peers='' commands='' ;;
      --help) usage; exit 0 ;;
      *) usage >&2; exit 2 ;;
    esac
  done
  [ -z "$asked" ] || rounds=$asked
  case $rounds in
    [1-9] | [1-9][0-9] | 100) ;;
    *) usage >&2; exit 2 ;;
  esac
}

be_quick() {
  quick='--quick leaves out: 1 KiB messages, barriers but of 100, parked callers, a million stored,'
  quick="$quick jobs on files but on kernel."
  rounds=2 seconds=0.3 warm=2 releases=3
  messages='roundtrip spread64 shared64' barriers=barrier100
  parked='' crowd='' stored=
  job_bytes=$((64 << 20)) file_engines=kernel
}

# CASE ENGINE: the client's arguments; measures.tsv names the figures of each case.
case_arguments() {
  case $1 in
    roundtrip) echo "roundtrip --size=64 --seconds=$seconds" ;;
    spread*) echo "throughput $(load 8 64 "${1#spread}")" ;;
    shared*) echo "throughput $(load 4 1 "${1#shared}")" ;;
    batch64) echo "batch --count=900 --size=64 --seconds=$seconds" ;;
    barrier*) echo "barrier --count=${1#barrier} --repeat=$releases" ;;
    parked20000) echo "parked --count=10000 --sleepers=10000 --repeat=1" ;;
    parked5000) echo "parked --count=5000 --repeat=1" ;;
    parked*) echo "parked --count=${1#parked} --repeat=3" ;;
    stored1M) echo "stored --count=1000000 --size=64 --seconds=$seconds" ;;
    jobs) echo "jobs --count=32 --job=$(job_file "$1" "$2") --seconds=$seconds" ;;
    checksum | encrypt) echo "job --job=$(job_file "$1" "$2") --bytes=$job_bytes" ;;
  esac
}

# THREADS GROUPS BYTES: as many producers as consumers.
load() {
  echo "--producers=$1 --consumers=$1 --groups=$2 --size=$3 --seconds=$seconds"
}

# shellcheck disable=SC2086 # words without blanks
measure_round() {
  for case in $messages; do measure_all "$case" mq $mounted_engines $peers; done
  measure_all roundtrip limit-near
  for case in $barriers; do measure_all "$case" futex $mounted_engines; done
  measure_all batch64 mq $our_engines
  for engine in $(started $our_engines); do measure_garbage "$engine" "$engine"; done
  measure_jobs
  for case in $parked; do
    measure "$case" mq
    for engine in $(started $mounted_engines); do measure_fresh "$case" "$engine"; done
  done
  for case in $crowd; do
    for engine in $(started $our_engines $limits); do measure_fresh "$case" "$engine" 32768; done
  done
  for case in $stored; do
    for engine in $(started $our_engines); do measure_fresh "$case" "$engine"; done
  done
}

our_engines='jnr-fuse kernel kernel-uring'
limits='limit-device limit-uring'
mounted_engines="stock $our_engines $limits"

# Of those engines the ones that can be had here.
started() {
  for engine; do
    case " $lacking_engines " in *" $engine "*) ;; *) echo "$engine" ;; esac
  done
}

measure_all() {
  all_of=$1
  shift
  for engine in $(started "$@"); do measure "$all_of" "$engine"; done
}

# CASE ENGINE [DEPTH]: on a server of its own, so that the memory measured is what the case costs.
measure_fresh() {
  if start "$2" "fresh-$2" "${3-}"; then
    measure "$1" "$2" "fresh-$2"
    stop "fresh-$2"
  else
    echo "benchmark.sh: $2: $reason" >&2
    record "$1" "$2" failed
    failures=$((failures + 1))
  fi
}

# CASE ENGINE [SERVER]: one run of the client, and its figures into results.csv.
measure() {
  progress "round $round of $rounds: $1 on $2"
  choose_user "$2"
  # shellcheck disable=SC2046 # words without blanks
  run_client $(case_arguments "$1" "$2") $(backend "$2" "${3:-$2}")
  case $client_status in
    0) record "$1" "$2" '' ;;
    3) record "$1" "$2" refused ;;
    *) record "$1" "$2" failed; failures=$((failures + 1)) ;;
  esac
}

# ENGINE SERVER: where the client finds it.
backend() {
  case $1 in
    commands) echo "--backend=command" ;;
    mq | futex) echo "--backend=$1" ;;
    redis | beanstalkd) echo "--backend=$1 --dir=$work/$2/socket" ;;
    limit-*) echo "--backend=limit --dir=$work/$2 --server=$(cat "$work/$2.pid")" ;;
    *) echo "--backend=mount --dir=$work/$2 --server=$(cat "$work/$2.pid")" ;;
  esac
}

record() {
  LC_ALL=C awk -v round="$round" -v case_name="$1" -v engine="$2" -v instead="$3" \
    -f "$parts/record.awk" "$parts/measures.tsv" "$work/figures" >>"$out/results.csv"
}

# What the Java servers run must be compiled before it is measured.
# shellcheck disable=SC2086 # words without blanks
warm_up() {
  for engine in $(started stock $our_engines); do
    progress "warming up $engine"
    run_client throughput --seconds="$warm" --backend=mount --dir="$work/$engine"
    run_client roundtrip --seconds=1 --backend=mount --dir="$work/$engine"
  done
  warm_up_jobs
}

start_servers() {
  for engine in $mounted_engines limit-near $peers; do
    start "$engine" "$engine" || lack "$engine"
  done
  [ -z "$commands" ] || needs_peer openssl || lack commands
}

# Without these two there is nothing to compare; any other column may stay empty.
lack() {
  case $1 in stock | jnr-fuse) fail "$1 does not start: $reason" "$work/$1.log" ;; esac
  progress ''
  lacking_engines="$lacking_engines $1"
  echo "$1: not measured: $reason" | tee -a "$work/lacking" >&2
}

# In the background: the shell hears no signal while it waits for a foreground process.
run_client() {
  # shellcheck disable=SC2086 # words without blanks
  $as_user "$work/bench" "$@" --limit=30 >"$work/figures" &
  client=$!
  client_status=0
  wait "$client" || client_status=$?
  client=
  case $client_status in
    0 | 3) ;;
    *) echo "benchmark.sh: bench $* ended with status $client_status" >&2 ;;
  esac
}

# --- around it ------------------------------------------------------------------------------------

build() {
  [ -x "$synchmess" ] || fail "$synchmess is missing"
  [ -x "$stock_server" ] || fail "$stock_server is missing"
  progress "building"
  "$synchmess" build >&2
  install_missing cc jdk
  find_java
  jcmd=$(dirname "$(readlink -f "$java")")/jcmd
  mkdir -p "$out"
  c=$top/test-harness/src/main/c
  compile bench "$c"/bench/*.c
  compile limit-device -I"$c/limit" "$c"/limit/*.c "$c"/limit/device/*.c
  compile limit-uring -I"$c/limit" "$c"/limit/*.c "$c"/limit/uring/*.c
}

# PROGRAM ARGUMENT…
compile() {
  program=$1
  shift
  cc -O2 -pthread -I"$top/examples/c" -o "$out/$program" "$@"
}

prepare() {
  client='' lacking_engines='' failures=0 as_user=''
  work=$(mktemp -d)
  trap cleanup EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  echo round,measure,engine,figure,unit >"$out/results.csv"
  : >"$work/lacking"
  [ -z "$peers" ] || install_peers
  switch_uring_on
  cp "$out/bench" "$work/bench"
  prepare_jobs
}

cleanup() {
  status=$?
  trap '' HUP INT TERM
  trap - EXIT
  set +e
  [ -z "$client" ] || kill "$client" 2>/dev/null
  stop_servers
  restore_uring
  allow_services
  rm -rf --one-file-system "$work"
  exit $status
}

report() {
  progress ''
  figures "$parts/table.awk"
  cat "$work/lacking"
  [ -z "$quick" ] || echo "$quick"
  figures "$parts/chart.awk" >"$out/results.svg"
  echo "Every figure: $out/results.csv"
  echo "Chart: $out/results.svg"
  [ "$failures" -eq 0 ]
}

figures() {
  LC_ALL=C awk -v here="$parts" -v subtitle="$(machine)" \
    -f "$parts/figures.awk" -f "$1" "$out/results.csv"
}

machine() {
  model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
  echo "$(date +%Y-%m-%d), Linux $(uname -r), $(nproc) × ${model:-$(uname -m)}, rounds: $rounds"
}

# One line that is written over on a terminal, lines elsewhere.
progress() {
  if [ -t 2 ]; then
    printf '\r\033[K%s' "$1" >&2
  elif [ -n "$1" ]; then
    echo "$1" >&2
  fi
}

# MESSAGE [LOG]
fail() {
  progress ''
  echo "benchmark.sh: $1" >&2
  [ $# -lt 2 ] || tail -n 20 "$2" >&2
  exit 1
}

main "$@"

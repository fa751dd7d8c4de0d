#!/bin/sh
# Measures synchmess beside POSIX message queues and a stock jnr-fuse mount of the same core.
# Everything that it starts it also ends: see cleanup.
set -eu

top=$(cd "$(dirname "$0")" && pwd)
parts=$top/test-harness/bench
out=$top/target/benchmark
synchmess=${SYNCHMESS:-$top/daemon/bin/synchmess}
stock_server=${STOCK_SERVER:-$parts/stock-server}

usage() {
  cat <<'END'
usage: benchmark.sh [--quick] [--rounds=N]

Builds, mounts, measures in several rounds, unmounts. With the same C client:
POSIX message queues, synchmess, and the same core on jnr-fuse's own mount().

  --quick      2 rounds of shorter measurements, under 60 s once everything is built
  --rounds=N   rounds, 1 to 100; in each, every measure runs on every engine in turn (default 5)
  --help       this text

Leaves target/benchmark/results.csv (every single figure) and results.svg (a chart).
Exit status: 0 measured, 1 something failed, 2 usage.
END
}

main() {
  parse "$@"
  build
  prepare
  start_mounts
  warm_up
  round=1
  while [ "$round" -le "$rounds" ]; do
    measure_round
    round=$((round + 1))
  done
  stop_mounts
  report
}

# --- what to measure ------------------------------------------------------------------------------

# Seconds of one measurement and of the warm-up, releases of a barrier, counts of parked readers.
parse() {
  rounds=5 seconds=2 warm=8 releases=7 parked='1000 5000' asked=
  for argument; do
    case $argument in
      --quick) rounds=2 seconds=0.5 warm=2 releases=3 parked=1000 ;;
      --rounds=*) asked=${argument#*=} ;;
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

# The client's arguments for a case; measures.tsv names the figures of each.
case_arguments() {
  case $1 in
    roundtrip) echo "roundtrip --size=64 --seconds=$seconds" ;;
    spread*) echo "throughput $(load 8 64 "${1#spread}")" ;;
    shared*) echo "throughput $(load 4 1 "${1#shared}")" ;;
    barrier*) echo "barrier --count=${1#barrier} --repeat=$releases" ;;
    parked*) echo "parked --count=${1#parked} --repeat=3" ;;
  esac
}

# THREADS GROUPS BYTES: as many producers as consumers.
load() {
  echo "--producers=$1 --consumers=$1 --groups=$2 --size=$3 --seconds=$seconds"
}

measure_round() {
  for case in roundtrip spread64 spread1024 shared64; do
    measure "$case" mq
    measure "$case" stock
    measure "$case" jnr-fuse
  done
  for case in barrier1 barrier10 barrier100 barrier1000; do
    measure "$case" futex
    measure "$case" stock
    measure "$case" jnr-fuse
  done
  for count in $parked; do
    measure "parked$count" mq
    measure_fresh "parked$count" stock
    measure_fresh "parked$count" jnr-fuse
  done
}

# On a mount of its own, so that the memory measured is what the parked readers cost.
measure_fresh() {
  start "$2" "fresh-$2"
  measure "$1" "$2" "fresh-$2"
  stop "fresh-$2"
}

# CASE ENGINE [MOUNT]: one run of the client, and its figures into results.csv.
measure() {
  progress "round $round of $rounds: $1 on $2"
  mount=$work/${3:-$2}
  arguments=$(case_arguments "$1")
  # shellcheck disable=SC2086 # words without blanks
  case $2 in
    mq | futex) run_client $arguments --backend="$2" ;;
    *) run_client $arguments --backend=mount --dir="$mount" --server="$(cat "$mount.pid")" ;;
  esac
  case $client_status in
    0) record "$1" "$2" '' ;;
    3) record "$1" "$2" refused ;;
    *) record "$1" "$2" failed; failures=$((failures + 1)) ;;
  esac
}

record() {
  LC_ALL=C awk -v round="$round" -v case_name="$1" -v engine="$2" -v instead="$3" \
    -f "$parts/record.awk" "$parts/measures.tsv" "$work/figures" >>"$out/results.csv"
}

# What the Java servers run must be compiled before it is measured.
warm_up() {
  for engine in stock jnr-fuse; do
    progress "warming up $engine"
    run_client throughput --seconds="$warm" --backend=mount --dir="$work/$engine"
    run_client roundtrip --seconds=1 --backend=mount --dir="$work/$engine"
  done
}

# In the background: the shell hears no signal while it waits for a foreground process.
run_client() {
  "$out/bench" "$@" --limit=60 >"$work/figures" &
  client=$!
  client_status=0
  wait "$client" || client_status=$?
  client=
  case $client_status in
    0 | 3) ;;
    *) echo "benchmark.sh: bench $* ended with status $client_status" >&2 ;;
  esac
}

# --- mounts ---------------------------------------------------------------------------------------

start_mounts() {
  start stock stock
  start jnr-fuse jnr-fuse
}

stop_mounts() {
  for name in $mounts; do stop "$name"; done
}

# ENGINE NAME: mounts at $work/NAME; the server's process id is then in $work/NAME.pid.
start() {
  progress "mounting $1"
  mkdir "$work/$2"
  mounts="$mounts $2"
  case $1 in
    stock) start_stock "$2" ;;
    *) start_synchmess "$2" ;;
  esac
}

start_stock() {
  "$stock_server" "$work/$1" </dev/null >"$work/$1.log" 2>&1 &
  echo $! >"$work/$1.pid"
  patience=300
  until grep -qx ready "$work/$1.log"; do
    alive "$work/$1.pid" || fail "$stock_server has ended" "$work/$1.log"
    [ "$patience" -gt 0 ] || fail "$stock_server does not get ready" "$work/$1.log"
    sleep 0.1
    patience=$((patience - 1))
  done
}

start_synchmess() {
  "$synchmess" mount "$work/$1" </dev/null >"$work/$1.log" 2>&1 ||
    fail "$synchmess mount has failed" "$work/$1.log"
  server_pid "$work/$1" >"$work/$1.pid"
  [ -s "$work/$1.pid" ] || fail "$synchmess status names no pid" "$work/$1.log"
}

server_pid() {
  "$synchmess" status "$1" | sed -n 's/^pid: *//p'
}

# NAME: unmounts and waits until the server has ended. What does not end in time is made to.
stop() {
  case $1 in
    *stock) [ ! -s "$work/$1.pid" ] || kill "$(cat "$work/$1.pid")" 2>/dev/null || : ;;
    *) ! mounted "$work/$1" || "$synchmess" unmount "$work/$1" >>"$work/$1.log" 2>&1 || : ;;
  esac
  patience=100
  while [ "$patience" -gt 0 ] && { alive "$work/$1.pid" || mounted "$work/$1"; }; do
    sleep 0.1
    patience=$((patience - 1))
  done
  if alive "$work/$1.pid" || mounted "$work/$1"; then end_by_force "$1"; fi
  forget "$1"
}

end_by_force() {
  progress ''
  echo "benchmark.sh: the server of the mount $1 did not end: killed" >&2
  failures=$((failures + 1))
  ! alive "$work/$1.pid" || kill -9 "$(cat "$work/$1.pid")"
  ! mounted "$work/$1" || fusermount -u -z "$work/$1"
}

forget() {
  rmdir "$work/$1"
  rm -f "$work/$1.pid"
  others=
  for other in $mounts; do [ "$other" = "$1" ] || others="$others $other"; done
  mounts=$others
}

alive() {
  [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null
}

mounted() {
  awk -v dir="$1" '{ gsub(/\\040/, " ", $5) } $5 == dir { found = 1 } END { exit !found }' \
    /proc/self/mountinfo
}

# --- around it ------------------------------------------------------------------------------------

build() {
  [ -x "$synchmess" ] || fail "$synchmess is missing"
  [ -x "$stock_server" ] || fail "$stock_server is missing"
  progress "building"
  "$synchmess" build >&2
  command -v cc >/dev/null || install_compiler
  mkdir -p "$out"
  cc -O2 -pthread -I"$top/examples/c" -o "$out/bench" "$top"/test-harness/src/main/c/bench/*.c
}

install_compiler() {
  as_root=
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  $as_root apt-get install -y --no-install-recommends gcc libc6-dev >&2
}

prepare() {
  client='' mounts='' failures=0
  work=$(mktemp -d)
  trap cleanup EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  echo round,measure,engine,figure,unit >"$out/results.csv"
}

cleanup() {
  status=$?
  trap '' HUP INT TERM
  trap - EXIT
  set +e
  [ -z "$client" ] || kill "$client" 2>/dev/null
  stop_mounts
  rm -rf --one-file-system "$work"
  exit $status
}

report() {
  progress ''
  figures "$parts/table.awk"
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

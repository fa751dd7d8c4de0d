#!/bin/sh
# Threads add to one variable at the same time, with and without a lock around it.
# usage: race_lesson.sh [MOUNT [THREADS [TIMES]]]
set -eu
. "$(dirname "$0")/example.sh"

threads=${2:-2}
times=${3:-1000000}
enough=100000000

# The value in a line 'name: value' of the result.
value() { printf '%s\n' "$result" | sed -n "s/^$1: //p"; }

# row LOCK TIMES: counts by a job, and prints the numbers.
row() {
  exec 3<> "$mount/jobs/submit"
  echo "op=count threads=$threads times=$2 lock=$1" >&3
  id=$(cat <&3)
  exec 3>&-
  result=$(cat "$mount/jobs/$id/wait")
  rmdir "$mount/jobs/$id"
  [ "$(value state)" = done ] || fail "$result"
  printf '%-8s %12s %12s %12s %12s\n' "$1" "$(value expected)" "$(value actual)" "$(value lost)" \
    "$(value ns_per_step)"
}

say "$threads threads add 1 to the same variable, $times times each."
printf '%-8s %12s %12s %12s %12s\n' lock expected actual lost 'ns per step'
row none "$times"
# Gives the threads more to do if they happened not to run at the same time.
more=$times
while [ "$(value lost)" -eq 0 ] && [ "$more" -lt "$enough" ]; do
  more=$((more * 10))
  row none "$more"
done
for lock in spin mutex atomic; do
  row "$lock" "$times"
  [ "$(value lost)" -eq 0 ] || fail "$lock has lost some"
done
say "To add is to read, to add and to write: what one thread writes between another's read and write" \
  "is lost, as often as they happen to run at the same time."
say "A spin lock and a mutex let one thread at a time through, the one by asking again and again," \
  "the other by putting those who wait to sleep."
say "An atomic addition is one step of the processor, which nothing can come between."

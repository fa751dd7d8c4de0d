#!/bin/sh
# Threads that add to one variable at the same time, with and without a lock around it.
# usage: race_lesson.sh [MOUNT [THREADS [TIMES]]]
set -eu
. "$(dirname "$0")/example.sh"

threads=${2:-2}
times=${3:-1000000}

# The value in a line 'name: value' of the result.
value() { printf '%s\n' "$result" | sed -n "s/^$1: //p"; }

say "$threads threads add 1 to the same variable, $times times each."
printf '%-8s %12s %12s %12s %12s\n' lock expected actual lost 'ns per step'
for lock in none spin mutex atomic; do
  exec 3<> "$mount/jobs/submit"
  echo "op=count threads=$threads times=$times lock=$lock" >&3
  id=$(cat <&3)
  exec 3>&-
  result=$(cat "$mount/jobs/$id/wait")
  rmdir "$mount/jobs/$id"
  [ "$(value state)" = done ] || fail "$result"
  printf '%-8s %12s %12s %12s %12s\n' "$lock" "$(value expected)" "$(value actual)" \
    "$(value lost)" "$(value ns_per_step)"
  [ "$lock" = none ] || [ "$(value lost)" -eq 0 ] || fail "$lock has lost some"
done
say "To add is to read, to add, and to write: whoever reads between another's read and write writes" \
  "over what that one has added, which is then lost."
say "A spin lock and a mutex let one thread at a time through, the one by asking again and again," \
  "the other by putting those who wait to sleep."
say "An atomic addition is one step of the processor, which nothing can come between."

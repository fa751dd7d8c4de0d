#!/bin/sh
# Waits for the results of jobs in a group, reports each, and removes the job. Ends after COUNT
# results; its exit code is 1 if one of the jobs was not done.
# usage: report_results.sh MOUNT GROUP COUNT
set -eu
. "$(dirname "$0")/example.sh"
[ $# -eq 3 ] || fail "usage: report_results.sh MOUNT GROUP COUNT"

next=$mount/ctl/$2/next
left=$3

# The value in a line 'name: value' of a result.
value() { printf '%s\n' "$result" | sed -n "s/^$1: //p"; }

code=0
while [ "$left" -gt 0 ]; do
  result=$(cat "$next")
  id=$(value id)
  input=$(sed -n 's/^in=//p' "$mount/jobs/$id/spec")
  rmdir "$mount/jobs/$id"
  if [ "$(value state)" = done ]; then
    echo "done: $input"
  else
    echo "$(value state): $input $(value error)"
    code=1
  fi
  left=$((left - 1))
done
exit "$code"

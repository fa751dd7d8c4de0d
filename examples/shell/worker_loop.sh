#!/bin/sh
# Three workers share the jobs of one group; each job is done once, by whoever is free.
# usage: worker_loop.sh [MOUNT]
set -eu
. "$(dirname "$0")/example.sh"

name=example-jobs.$$
done_name=example-done.$$
jobs=$mount/$name
finished=$mount/$done_name
ctl=$mount/ctl/$name
remove_at_exit "$name" "$done_name"

# Reading 'next' waits for one message, then is at end of file. The loop ends at an empty job.
worker() {
  while read -r job < "$ctl/next" && [ -n "$job" ]; do
    echo "worker $1: $job"
    echo "$job" > "$finished"
  done
  echo "worker $1: leaves"
}

step 'touch "$jobs" "$finished"'
step 'worker 1 & one=$!'
step 'worker 2 & two=$!'
step 'worker 3 & three=$!'
await "$ctl/readers" 3

say "All three wait for work. Here are nine jobs, then one empty message for each worker."
step 'for n in 1 2 3 4 5 6 7 8 9; do echo "job $n" > "$jobs"; done'
step 'for worker in 1 2 3; do echo > "$jobs"; done'
step 'wait "$one"; wait "$two"; wait "$three"'

say "Each job was done, and none twice."
step 'all=$(sort < "$finished")'
step 'echo "$all"'
expected=$(for n in 1 2 3 4 5 6 7 8 9; do echo "job $n"; done)
[ "$all" = "$expected" ] || fail "these are not the nine jobs"

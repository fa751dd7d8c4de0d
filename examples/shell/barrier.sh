#!/bin/sh
# Three processes sleep on a barrier until a fourth awakes them all.
# usage: barrier.sh [MOUNT]
set -eu
. "$(dirname "$0")/example.sh"

name=example-barrier.$$
ctl=$mount/ctl/$name
remove_at_exit "$name"

# Reading 'sleep' sleeps until the next awake of the group, then is at end of file.
sleeper() {
  echo "sleeper $1: at the barrier"
  cat "$ctl/sleep"
  echo "sleeper $1: awake, going on"
}

awaker() {
  await "$ctl/sleepers" 3
  echo "awaker: all three are asleep"
  exec 3<> "$ctl/awake"
  echo 1 >&3
  woken=$(cat <&3)
  echo "awaker: woke $woken"
  [ "$woken" -eq 3 ] || fail "woke $woken, not 3"
}

step 'touch "$mount/$name"'
step 'sleeper 1 & one=$!'
step 'sleeper 2 & two=$!'
step 'sleeper 3 & three=$!'
step 'awaker'
step 'wait "$one"; wait "$two"; wait "$three"'
say "Nobody is left at the barrier."
step 'cat "$ctl/sleepers"'

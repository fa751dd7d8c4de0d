#!/bin/sh
# Sends messages to a group and receives them.
# usage: send_receive.sh [MOUNT]
set -eu
. "$(dirname "$0")/example.sh"

name=example-send-receive.$$
group=$mount/$name
ctl=$mount/ctl/$name
remove_at_exit "$name"

say "A new name installs a group. Each write is one message."
step 'echo first > "$group"'
step 'echo second > "$group"'
step 'echo third > "$group"'
step 'cat "$ctl/depth"'

say "Each read takes the oldest message."
step 'read -r message < "$group"'
step 'echo "$message"'
[ "$message" = first ] || fail "received '$message', not 'first'"

say "Looking does not take it."
step 'cat "$ctl/peek"'

say "cat takes all that are left, and ends."
step 'rest=$(cat "$group")'
step 'echo "$rest"'
[ "$rest" = "second
third" ] || fail "received '$rest', not 'second' and 'third'"
step 'cat "$ctl/depth"'

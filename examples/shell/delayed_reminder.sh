#!/bin/sh
# Sends a reminder that arrives later; takes one back; gets one at once.
# usage: delayed_reminder.sh [MOUNT [MILLISECONDS]]
set -eu
. "$(dirname "$0")/example.sh"

delay=${2:-2000}
name=example-reminder.$$
group=$mount/$name
ctl=$mount/ctl/$name
remove_at_exit "$name"

say "Messages to this group become ready $delay ms after they are sent."
step 'touch "$group"'
step 'echo "$delay" > "$ctl/send_delay"'
step 'echo "the tea is ready" > "$group"'
say "The writer did not wait, and the message is not there yet: it counts as delayed."
step 'grep -e depth -e delayed "$ctl/stats"'

say "Reading 'next' sleeps until a message is ready."
step 'reminder=$(cat "$ctl/next")'
step 'echo "$reminder"'
[ "$reminder" = "the tea is ready" ] || fail "received '$reminder'"

say "A reminder for in an hour can be taken back. The count is read from the same descriptor."
step 'echo 3600000 > "$ctl/send_delay"'
step 'echo "call home" > "$group"'
step 'exec 3<> "$ctl/revoke"; echo 1 >&3; revoked=$(cat <&3); exec 3>&-'
step 'echo "$revoked"'
[ "$revoked" -eq 1 ] || fail "revoked $revoked messages, not 1"

say "Or be had now."
step 'echo "water the plants" > "$group"'
step 'echo 1 > "$ctl/flush"'
step 'reminder=$(cat "$group")'
step 'echo "$reminder"'
[ "$reminder" = "water the plants" ] || fail "received '$reminder'"

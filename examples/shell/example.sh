# What the examples share; each one sources it. Sets $mount, the mount directory:
# the first argument, else $SYNCHMESS_MOUNT, else the default of `synchmess mount`.

if [ $# -gt 0 ]; then
  mount=$1
elif [ -n "${SYNCHMESS_MOUNT:-}" ]; then
  mount=$SYNCHMESS_MOUNT
elif [ "$(id -u)" -eq 0 ]; then
  mount=/dev/synch
elif [ -n "${XDG_RUNTIME_DIR:-}" ]; then
  mount=$XDG_RUNTIME_DIR/synch
else
  mount=/tmp/synch-$(id -u)
  # Anyone could have made it there.
  if [ -L "$mount" ] || [ -z "$(find "$mount" -prune -user "$(id -u)")" ]; then
    echo "$0: $mount is not a directory of your own" >&2
    exit 1
  fi
fi
if [ ! -e "$mount/synchmess" ]; then
  echo "$0: nothing is mounted on $mount; try: synchmess mount $mount" >&2
  exit 1
fi

# Shows a command and runs it.
step() {
  printf '$ %s\n' "$1"
  eval "$1"
}

say() { printf '# %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 1
}

# await FILE VALUE: returns when the control file shows the value; gives up after some 10 seconds.
await() {
  looks=0
  until [ "$(cat "$1")" = "$2" ]; do
    looks=$((looks + 1))
    [ "$looks" -lt 200 ] || fail "$1 is $(cat "$1"), not $2"
    sleep 0.05
  done
}

# Removes these groups when the script ends, which also ends all calls that wait on them.
remove_at_exit() {
  example_groups=$*
  trap 'cd "$mount" && rm -f $example_groups' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

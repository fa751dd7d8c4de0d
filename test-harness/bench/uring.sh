# Sourced by benchmark.sh: FUSE over io_uring is switched on for the run, where that is possible.

uring=/sys/module/fuse/parameters/enable_uring
uring_before=

switch_uring_on() {
  [ -e "$uring" ] || return 0
  [ "$(cat "$uring")" = N ] && [ -w "$uring" ] || return 0
  uring_before=N
  echo Y >"$uring"
  echo "benchmark.sh: FUSE over io_uring is switched on during the measurements ($uring)" >&2
}

restore_uring() {
  [ -z "$uring_before" ] || echo "$uring_before" >"$uring"
  uring_before=
}

needs_uring() {
  if [ ! -e "$uring" ]; then
    reason='this kernel has no FUSE over io_uring (Linux 6.14 and later may have)'
  elif [ "$(cat "$uring")" != Y ]; then
    reason="FUSE over io_uring is off, and only root can switch it on ($uring)"
  else
    return 0
  fi
  return 1
}

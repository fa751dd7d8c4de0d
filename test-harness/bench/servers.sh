# Sourced by benchmark.sh: starts and ends the servers that it measures. Each has a name, a
# directory $work/NAME where it is mounted or has its socket, its process id in $work/NAME.pid, its
# output in $work/NAME.log. A name is that of its engine, or fresh-ENGINE.

servers=

# ENGINE NAME [DEPTH]: false with the reason in $reason if it cannot be had here. DEPTH: entries of
# each ring of limit-uring.
start() {
  progress "starting $1"
  reason=
  mkdir "$work/$2"
  servers="$servers $2"
  case $1 in
    stock) run_server "$2" "$stock_server" "$work/$2" ;;
    jnr-fuse) start_synchmess "$2" jnr-fuse ;;
    kernel) start_synchmess "$2" kernel --io-uring=off ;;
    kernel-uring) needs_uring && start_synchmess "$2" kernel --io-uring=auto && uses_uring "$2" ;;
    limit-device) needs_root && run_server "$2" "$out/limit-device" "$work/$2" ;;
    limit-uring) needs_root && needs_uring &&
      run_server "$2" "$out/limit-uring" --depth="${3:-8192}" "$work/$2" ;;
    limit-near) needs_root && needs_uring &&
      run_server_here "$2" "$out/limit-uring" --depth=8192 "$work/$2" ;;
    redis) needs_peer redis-server && run_server "$2" redis-server --port 0 \
      --unixsocket "$work/$2/socket" --save '' --appendonly no --daemonize no ;;
    beanstalkd) needs_peer beanstalkd && run_server "$2" beanstalkd -l "unix:$work/$2/socket" ;;
  esac && return
  : "${reason:=$(tail -n 1 "$work/$2.log" 2>/dev/null)}"
  stop "$2"
  return 1
}

# NAME COMMAND…: in a session of its own, as daemons are: the scheduler groups tasks by session.
run_server() {
  name=$1
  shift
  run_server_here "$name" setsid "$@"
}

# NAME COMMAND…: in the session of its callers, until it is ready: it has said so, or its socket is
# there.
run_server_here() {
  name=$1
  shift
  : >"$work/$name.log"
  "$@" </dev/null >"$work/$name.log" 2>&1 &
  echo $! >"$work/$name.pid"
  patience=300
  until grep -qx ready "$work/$name.log" || [ -S "$work/$name/socket" ]; do
    alive "$name" || { reason="$1 has ended: $(tail -n 1 "$work/$name.log")"; return 1; }
    [ "$patience" -gt 0 ] || { reason="$1 does not get ready"; return 1; }
    sleep 0.1
    patience=$((patience - 1))
  done
}

# NAME ENGINE [OPTION]: a daemon, which `stop` unmounts.
start_synchmess() {
  name=$1 wanted=$2
  shift 2
  # shellcheck disable=SC2086 # empty, or a word
  in_time "$synchmess" mount --engine="$wanted" $allow_other "$@" "$work/$name" </dev/null \
    >"$work/$name.log" 2>&1 || return
  in_time "$synchmess" status "$work/$name" | sed -n 's/^pid: *//p' >"$work/$name.pid"
  [ -s "$work/$name.pid" ] || { reason="$synchmess status names no pid"; return 1; }
}

# A mount that does not answer holds up nobody for long.
in_time() {
  timeout --foreground 30 "$@" || { [ $? -ne 124 ] || reason="no end within 30 s: $*"; return 1; }
}

uses_uring() {
  how=$(sed -n 2p "$work/$1/sys/engine")
  case $how in *'over io_uring') ;; *) reason=$how; return 1 ;; esac
}

needs_root() {
  [ "$(id -u)" -eq 0 ] || { reason='only root can mount it'; return 1; }
}

# NAME: ends the server and waits for that. What does not end in time is made to.
stop() {
  case $1 in
    *stock | *limit-* | redis | beanstalkd) ! alive "$1" || kill "$(cat "$work/$1.pid")" ;;
    *) ! mounted "$1" || in_time "$synchmess" unmount "$work/$1" >>"$work/$1.log" 2>&1 || : ;;
  esac
  patience=100
  while [ "$patience" -gt 0 ] && { alive "$1" || mounted "$1"; }; do
    sleep 0.1
    patience=$((patience - 1))
  done
  if alive "$1" || mounted "$1"; then end_by_force "$1"; fi
  forget "$1"
}

stop_servers() {
  for name in $servers; do stop "$name"; done
}

end_by_force() {
  progress ''
  echo "benchmark.sh: the server $1 did not end: killed" >&2
  failures=$((failures + 1))
  ! alive "$1" || kill -9 "$(cat "$work/$1.pid")"
  ! mounted "$1" || { abort_connection "$1"; fusermount -u -z "$work/$1"; }
}

# Whoever waits for an answer from the mount gets an error, and its server ends.
abort_connection() {
  connection=$(connection_of "$1")
  abort=/sys/fs/fuse/connections/$connection/abort
  [ -z "$connection" ] || [ ! -w "$abort" ] || echo 1 >"$abort"
}

forget() {
  rm -f "$work/$1/socket" "$work/$1.pid"
  rmdir "$work/$1"
  others=
  for other in $servers; do [ "$other" = "$1" ] || others="$others $other"; done
  servers=$others
}

alive() {
  [ -s "$work/$1.pid" ] && kill -0 "$(cat "$work/$1.pid")" 2>/dev/null
}

mounted() {
  [ -n "$(connection_of "$1")" ]
}

# The number of the mount's device, by which the kernel names its connection; nothing without one.
connection_of() {
  awk -v dir="$work/$1" '{ gsub(/\\040/, " ", $5) } $5 == dir { split($3, n, ":"); last = n[2] }
    END { print last }' /proc/self/mountinfo
}

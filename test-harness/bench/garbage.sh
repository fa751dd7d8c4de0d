# Sourced by benchmark.sh: what a Java server allocates for a message that is written and read back,
# besides its content: the 64 bytes and the 16 of their array's header.

CONTENT=80

# ENGINE NAME: a figure like the client's, from two looks at a server that the client has warmed.
# shellcheck disable=SC2086 # words without blanks
measure_garbage() {
  progress "round $round of $rounds: garbage on $1"
  pid=$(cat "$work/$2.pid")
  trip="roundtrip --size=64 --seconds=$seconds --backend=mount --dir=$work/$2"
  run_client $trip
  if [ "$client_status" -eq 0 ] && before=$(allocated "$pid") && run_client $trip &&
    [ "$client_status" -eq 0 ] && after=$(allocated "$pid"); then
    exchanges=$(sed -n 's/^exchanges=//p' "$work/figures")
    per_exchange "$before" "$after" "$exchanges" >"$work/figures"
    record garbage "$1" ''
  else
    record garbage "$1" failed
    failures=$((failures + 1))
  fi
}

per_exchange() {
  awk -v before="$1" -v after="$2" -v exchanges="$3" -v content="$CONTENT" 'BEGIN {
    printf "bytes=%.1f\n", (after - before) / exchanges - content
  }'
}

# PID: bytes that its threads have allocated so far, but for the one that answers this.
allocated() {
  "$jcmd" "$1" Thread.print -e >"$work/threads" 2>&1 || return
  awk -F 'allocated=' '
    BEGIN { factor["B"] = 1; factor["K"] = 1024; factor["M"] = 1024 ^ 2; factor["G"] = 1024 ^ 3 }
    NF > 1 && !/^"Attach Listener"/ {
      split($2, word, " ")
      unit = substr(word[1], length(word[1]))
      total += word[1] * (unit in factor ? factor[unit] : 1)
    }
    END { printf "%.0f\n", total; exit total == 0 }' "$work/threads"
}

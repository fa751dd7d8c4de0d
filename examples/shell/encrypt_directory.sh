#!/bin/sh
# Encrypts all files of a directory, each by a job of its own, while report_results.sh reports the
# results. An encrypted file stands beside the original, with .enc at the end of its name.
# Without a directory it uses one of its own.
# usage: encrypt_directory.sh [MOUNT [DIRECTORY KEY-FILE]]
set -eu
here=$(dirname "$0")
. "$here/example.sh"
[ $# -le 1 ] || [ $# -eq 3 ] || fail "usage: encrypt_directory.sh [MOUNT [DIRECTORY KEY-FILE]]"

results=example-results.$$
remove_at_exit "$results"

if [ $# -eq 3 ]; then
  directory=$(cd "$2" && pwd)
  key=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
else
  made=$(mktemp -d)
  trap 'rm -f "$mount/$results"; rm -rf "$made"' EXIT
  directory=$made/letters
  key=$made/key
  mkdir "$directory"
  for name in first second 'the third'; do
    echo "This is $name." > "$directory/$name.txt"
  done
fi

# A value of a job: quotes and backslashes in it are protected.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

# Prints the job's id, read from the descriptor that took the job. A job is one write.
submit() {
  printf '%s\n' "$*" >&3 && cat <&3
} 3<> "$mount/jobs/submit"

encrypt() {
  submit op=encrypt in="$(quoted "$1")" out="$(quoted "$1.enc")" key_file="$(quoted "$key")" \
    callback="$results" overwrite=yes
}

# Only its owner may be able to read the key.
if [ ! -e "$key" ]; then
  step '(umask 077; head -c 32 /dev/urandom > "$key")'
fi

set --
for file in "$directory"/*; do
  case $file in
    *.enc | "$key") continue ;;
  esac
  if [ -f "$file" ] && [ ! -L "$file" ]; then
    set -- "$@" "$file"
  fi
done

say "The results are sent to a group as the jobs end, in whatever order."
step 'touch "$mount/$results"'
count=$#
step '"$here/report_results.sh" "$mount" "$results" "$count" & report=$!'
for file; do
  step 'encrypt "$file" > /dev/null'
done
step 'wait "$report"'

if [ -n "${made:-}" ]; then
  say "And back again, waiting for the end of the job itself."
  file="$directory/the third.txt"
  again="$made/again.txt"
  step 'id=$(submit op=decrypt in="$(quoted "$file.enc")" out="$again" key_file="$key")'
  step 'grep state "$mount/jobs/$id/wait"'
  step 'cmp "$file" "$again" && cat "$again"'
  rmdir "$mount/jobs/$id"
fi

# Sourced by benchmark.sh: jobs, and the commands that do the same, on files in $work.

# What is asked for: NAME.job of a mount, NAME.sh of a shell. The file is in the page cache.
prepare_jobs() {
  head -c 16 /dev/urandom >"$work/key"
  chmod 600 "$work/key"
  head -c "$job_bytes" /dev/urandom >"$work/file"
  sync "$work/file"
  echo "op=stat in=$work/key callback=bench0" >"$work/jobs.job"
  echo "op=checksum alg=sha256 in=$work/file" >"$work/checksum.job"
  echo "op=encrypt key_file=$work/key in=$work/file out=$work/encrypted" >"$work/encrypt.job"
  checksum_commands >"$work/checksum.sh"
  encrypt_commands >"$work/encrypt.sh"
  allow_other=''
  [ "$(id -u)" -ne 0 ] || prepare_other
}

# The same for another user, whose jobs run in a process of his. Only root can be one.
prepare_other() {
  allow_other=--allow-other
  chmod 755 "$work"
  mkdir "$work/other"
  cp "$work/key" "$work/other"
  chown -R "$other_uid:$other_uid" "$work/other"
  for case in jobs checksum encrypt; do
    sed "s,$work/key,$work/other/key,; s,$work/encrypted,$work/other/encrypted," \
      "$work/$case.job" >"$work/$case-other.job"
  done
}

other_uid=65534

# ENGINE
choose_user() {
  case $1 in
    *-other) as_user="setpriv --reuid=$other_uid --regid=$other_uid --clear-groups --" ;;
    *) as_user='' ;;
  esac
}

checksum_commands() {
  echo "sha256sum $work/file >/dev/null"
}

# Encrypts and authenticates in one pass, and leaves a synced file, as the job does.
encrypt_commands() {
  key=$(od -An -v -tx1 "$work/key" | tr -d ' \n')
  cat <<END
openssl enc -aes-128-ctr -K $key -iv 00000000000000000000000000000000 -in $work/file |
  tee $work/encrypted | openssl dgst -sha256 -hmac $key >$work/encrypted.mac &&
  sync $work/encrypted && [ \$(wc -c <$work/encrypted) -eq $job_bytes ]
END
}

# CASE ENGINE
job_file() {
  case $2 in
    commands) echo "$work/$1.sh" ;;
    *-other) echo "$work/$1-other.job" ;;
    *) echo "$work/$1.job" ;;
  esac
}

# shellcheck disable=SC2086 # words without blanks
measure_jobs() {
  measure_all jobs $our_engines
  for case in checksum encrypt; do
    for engine in $(started $commands $file_engines); do
      measure "$case" "$engine"
      forget_encrypted
    done
  done
  [ "$(id -u)" -ne 0 ] || measure_other
}

# A group belongs to who makes it, and so does the right to send results there. A worker process
# that has nothing to do for some seconds ends, so each case warms its own up.
measure_other() {
  rm -f "$work/kernel/bench0"
  echo 64 >"$work/kernel/sys/jobs/max_queued_per_user"
  choose_user kernel-other
  for case in jobs checksum encrypt; do
    for _ in 1 2 3 4; do warm_up_job "$case" kernel-other kernel; done
    measure "$case" kernel-other kernel
    forget_encrypted
  done
  rm -f "$work/kernel/bench0"
}

# The ciphers above all are slow until they are compiled.
# shellcheck disable=SC2086 # words without blanks
warm_up_jobs() {
  for engine in $(started $our_engines); do warm_up_job jobs "$engine"; done
  for engine in $(started $file_engines); do
    for case in checksum encrypt encrypt; do warm_up_job "$case" "$engine"; done
  done
}

# CASE ENGINE [SERVER]
# shellcheck disable=SC2046 # words without blanks
warm_up_job() {
  progress "warming up $1 on $2"
  run_client $(case_arguments "$1" "$2") $(backend "$2" "${3:-$2}")
  forget_encrypted
}

forget_encrypted() {
  rm -f "$work/encrypted" "$work/encrypted.mac" "$work/other/encrypted"
}

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
}

# The ciphers above all are slow until they are compiled.
# shellcheck disable=SC2086 # words without blanks
warm_up_jobs() {
  for engine in $(started $our_engines); do warm_up_job jobs "$engine"; done
  for engine in $(started $file_engines); do
    for case in checksum encrypt encrypt; do warm_up_job "$case" "$engine"; done
  done
}

# CASE ENGINE
# shellcheck disable=SC2046 # words without blanks
warm_up_job() {
  progress "warming up $1 on $2"
  run_client $(case_arguments "$1" "$2") $(backend "$2" "$2")
  forget_encrypted
}

forget_encrypted() {
  rm -f "$work/encrypted" "$work/encrypted.mac"
}

# Sourced by benchmark.sh: the message queues of others, and openssl. They are installed from Debian,
# but never as a service that runs.

policy=/usr/sbin/policy-rc.d
policy_is_ours=

needs_peer() {
  command -v "$1" >/dev/null || { reason="$1 is not installed"; return 1; }
}

install_peers() {
  lacking=
  for peer in redis-server beanstalkd openssl; do needs_peer "$peer" || lacking="$lacking $peer"; done
  [ -n "$lacking" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 0
  progress ''
  echo "benchmark.sh: installing$lacking with apt-get to compare with; --no-peers does without" >&2
  forbid_services
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # words without blanks
  { apt-get -qq update && apt-get -qq -y --no-install-recommends install $lacking; } \
    >"$work/apt.log" 2>&1 </dev/null || { echo "benchmark.sh: apt-get has failed:" >&2
    tail -n 3 "$work/apt.log" >&2; }
  allow_services
}

# What Debian's packages ask before they start what they brought, see invoke-rc.d(8).
forbid_services() {
  [ ! -e "$policy" ] || return 0
  policy_is_ours=yes
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

allow_services() {
  [ -z "$policy_is_ours" ] || rm -f "$policy"
  policy_is_ours=
}

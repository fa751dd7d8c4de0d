# Sourced by the project's commands: finds what this machine lacks, and installs it.
# Debian and Ubuntu; as root, or as a user with sudo. Asks nothing.

fail() {
  echo "synchmess: $*" >&2
  exit 4
}

# Finds a java of 17 or later: $JAVA_HOME's, or the one in the path. Sets java and java_version.
find_java() {
  for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)"; do
    [ -x "$java" ] || continue
    release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
    java_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null)
    [ "${java_version:-0}" -ge 17 ] && return 0
  done
  return 1
}

has_jdk() {
  find_java && [ -x "$(dirname "$(readlink -f "$java")")/javac" ]
}

has_libfuse2() {
  for library in /lib/libfuse.so.2 /lib/*/libfuse.so.2 /usr/lib/libfuse.so.2 /usr/lib/*/libfuse.so.2; do
    [ -e "$library" ] && return 0
  done
  return 1
}

has_c_compiler() {
  command -v cc >/dev/null && [ -e /usr/include/stdio.h ]
}

# The first of several equivalent packages that this release has.
first_package() {
  for package in "$@"; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      echo "$package"
      return
    fi
  done
  fail "this release has none of the packages $*"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "no rights: run as root, or install sudo, to run: $*"
  fi
}

# Prints what is missing of: jdk maven libfuse2 fusermount cc make zstd
missing() {
  for need in "$@"; do
    case $need in
      jdk) has_jdk ;;
      maven) command -v mvn >/dev/null ;;
      libfuse2) has_libfuse2 ;;
      fusermount) command -v fusermount >/dev/null ;;
      cc) has_c_compiler ;;
      make) command -v make >/dev/null ;;
      zstd) command -v zstd >/dev/null ;;
    esac || echo "$need"
  done
}

package_of() {
  case $1 in
    jdk) first_package openjdk-17-jdk-headless default-jdk-headless ;;
    maven) echo maven ;;
    libfuse2) first_package libfuse2 libfuse2t64 ;;
    fusermount) echo fuse ;;
    cc) echo gcc libc6-dev ;;
    make) echo make ;;
    zstd) echo zstd ;;
  esac
}

install_missing() {
  needed=$(missing "$@")
  [ -n "$needed" ] || return 0
  command -v apt-get >/dev/null ||
    fail "this machine lacks $(echo $needed), and has no apt-get to install them with"
  echo "synchmess: this machine lacks $(echo $needed); reading the list of packages" >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 || fail "apt-get update has failed"
  packages=$(for need in $needed; do package_of "$need"; done)
  [ -n "$packages" ] || exit 4
  echo "synchmess: installing $(echo $packages) with apt-get" >&2
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y --no-install-recommends install $packages >&2 </dev/null ||
    fail "apt-get could not install $(echo $packages)"
  needed=$(missing "$@")
  [ -z "$needed" ] || fail "still missing after installation: $(echo $needed)"
}

# A mount needs the kernel's device.
check_device() {
  [ -e /dev/fuse ] ||
    fail "/dev/fuse is missing: load the module (modprobe fuse), or give the container the device"
}

# Completion for bash, and for zsh after: autoload -U bashcompinit; bashcompinit. Source it.
# picocli writes commands and options at the build; this adds the names in the mount.

_synchmess_home=$(cd "$(dirname "${BASH_SOURCE[0]:-$0}")/.." && pwd)
_synchmess_generated=$_synchmess_home/target/completion/synchmess.bash
[ -r "$_synchmess_generated" ] && . "$_synchmess_generated"

# The mount of the command line.
_synchmess_mount() {
  local i
  for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
    if [ "${COMP_WORDS[i]}" = --mount ]; then
      [ "${COMP_WORDS[i + 1]}" = = ] && i=$((i + 1))
      echo "${COMP_WORDS[i + 1]}"
      return
    fi
  done
  if [ -n "${SYNCHMESS_MOUNT-}" ]; then
    echo "$SYNCHMESS_MOUNT"
  elif [ "$(id -u)" = 0 ]; then
    echo /dev/synch
  elif [ -n "${XDG_RUNTIME_DIR-}" ]; then
    echo "$XDG_RUNTIME_DIR/synch"
  else
    echo "/tmp/synch-$(id -u)"
  fi
}

# The names in one of its directories; does not wait for a mount that does not answer.
_synchmess_names() {
  timeout 1 ls -- "$(_synchmess_mount)/$1" 2>/dev/null
}

# The name before the = at the cursor.
_synchmess_assigned() {
  local at=$((COMP_CWORD - 1))
  [ "${COMP_WORDS[COMP_CWORD]}" = = ] && at=$COMP_CWORD
  [ "$at" -gt 1 ] && [ "${COMP_WORDS[at]}" = = ] && echo "${COMP_WORDS[at - 1]}"
}

_synchmess_submit() {
  local word=${COMP_WORDS[COMP_CWORD]#=}
  case $(_synchmess_assigned) in
    in | out | key_file | --mount)
      COMPREPLY=($(compgen -f -- "$word"))
      compopt -o filenames 2>/dev/null
      ;;
    op)
      COMPREPLY=($(compgen -W "checksum compress concat copy count decompress decrypt delete encrypt rename stat" -- "$word"))
      ;;
    priority) COMPREPLY=($(compgen -W "high medium low" -- "$word")) ;;
    callback) COMPREPLY=($(compgen -W "$(_synchmess_names ctl)" -- "$word")) ;;
    '')
      COMPREPLY=($(compgen -W "op= in= out= priority= callback= key_file= --wait --mount=" -- "$word"))
      compopt -o nospace 2>/dev/null
      ;;
  esac
}

_synchmess() {
  local IFS=$' \t\n' word=${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  case "${COMP_WORDS[1]-} ${COMP_WORDS[2]-}:$((COMP_CWORD > 2)):$word" in
    "job submit:1:"*) _synchmess_submit ;;
    *:1:-*) _synchmess_other ;;
    "group remove:1:"*) COMPREPLY=($(compgen -W "$(_synchmess_names ctl)" -- "$word")) ;;
    "job prio:1:"*)
      COMPREPLY=($(compgen -W "$(_synchmess_names jobs | grep '^[0-9]') high medium low" -- "$word"))
      ;;
    "job show:1:"* | "job wait:1:"* | "job cancel:1:"* | "job remove:1:"*)
      COMPREPLY=($(compgen -W "$(_synchmess_names jobs | grep '^[0-9]')" -- "$word"))
      ;;
    *) _synchmess_other ;;
  esac
}

_synchmess_other() {
  if type _complete_synchmess >/dev/null 2>&1; then
    _complete_synchmess
  fi
}

complete -F _synchmess -o default synchmess

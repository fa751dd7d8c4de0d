#include "names.h"

#include <stdio.h>
#include <string.h>

#define ONE_OF(table, chance) table[below(chance, sizeof table / sizeof *table)]

enum { LONGEST_NAME = 300 };

static const char *const groups[] = {"a", "b", "c", "orders", "synchmess1", "synchmess2"};

static const char *const control_files[] = {
    "send_delay", "read_mode", "full_policy", "short_read", "receive_timeout_ms", "flush_on_close",
    "revoke",     "flush",     "awake",       "purge",      "sleep",              "next",
    "follow",     "put",       "peek",        "depth",      "delayed",            "bytes",
    "sleepers",   "readers",   "writers",     "stats",      "send_mode",          "awake_at",
    "max_message_size", "max_storage_size", "max_messages"};

static const char *const parameters[] = {
    "max_message_size",     "max_message_size_ceiling", "max_storage_size", "max_total_size",
    "max_groups",           "max_groups_per_user",      "read_mode",        "full_policy",
    "max_throttled_writers", "engine",                  "version",          "stats",
    "metrics",              "max_total_size_per_user",  "send_mode",
    "max_messages"};

static const char *const places[] = {"", "", "", "/ctl", "/ctl/a", "/sys", "/synchmess", "/a",
                                     "/jobs", "/ctl/a/next", "/no/such", "/."};

static const char *const odd_names[] = {
    ".",      "...",       "-",         "--help",    "-rf",    "synchmess", "ctl",
    "sys",    "jobs",      "synchmess0", "synchmess01", "synchmess-1", "synchmess99999999999",
    " ",      "a b",       "a\n",        "\t",        "\\",        "%s%n",   "a%00b",
    "\xff\xfe",
    "\xc3\xa4", "\xc3",    "\xed\xa0\x80", "\xf0\x9f\x98\x80", "$(id)", "*",  "a/",        "//a",
    "a\x7f",     "COM1",       ".fuse_hidden0000000100000001", ".hidden"};

/* Any bytes but NUL, slashes among them. */
static void random_name(char *name, struct chance *chance) {
  size_t length = 1 + below(chance, LONGEST_NAME);
  for (size_t i = 0; i < length; i++) name[i] = (char)(1 + below(chance, 255));
  name[length] = '\0';
}

static void repeated_name(char *name, struct chance *chance) {
  size_t length = 60 + below(chance, 10);
  memset(name, 'x', length);
  name[length] = '\0';
}

/* Nothing here may lead out of the mount. */
static void stay_inside(char *path) {
  for (char *up = path; (up = strstr(up, "/..")) != NULL; up++)
    if (up[3] == '/' || up[3] == '\0') up[1] = '_';
}

const char *odd_path(char *room, const char *mount, struct chance *chance) {
  char name[LONGEST_NAME + 1];
  int length = snprintf(room, PATH_ROOM, "%s", mount);
  switch (below(chance, 4)) {
    case 0: random_name(name, chance); break;
    case 1: repeated_name(name, chance); break;
    case 2: strcpy(name, ONE_OF(groups, chance)); break;
    default: strcpy(name, ONE_OF(odd_names, chance)); break;
  }
  snprintf(room + length, PATH_ROOM - length, "%s/%s", ONE_OF(places, chance), name);
  stay_inside(room + length);
  return room;
}

const char *known_path(char *room, const char *mount, struct chance *chance) {
  const char *group = ONE_OF(groups, chance);
  switch (below(chance, 8)) {
    case 0: snprintf(room, PATH_ROOM, "%s/synchmess", mount); break;
    case 1: snprintf(room, PATH_ROOM, "%s/sys/%s", mount, ONE_OF(parameters, chance)); break;
    case 2: snprintf(room, PATH_ROOM, "%s%s", mount, ONE_OF(places, chance)); break;
    case 3:
    case 4: snprintf(room, PATH_ROOM, "%s/%s", mount, group); break;
    default:
      snprintf(room, PATH_ROOM, "%s/ctl/%s/%s", mount, group, ONE_OF(control_files, chance));
  }
  return room;
}

int is_parameter(const char *path) { return strstr(path, "/sys/") != NULL; }

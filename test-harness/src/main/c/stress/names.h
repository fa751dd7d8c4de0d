#pragma once

#include "chance.h"

/* Room for any path made here. */
enum { PATH_ROOM = 8192 };

/* A path below `mount` where nothing should be, or anything: odd bytes, lengths, depths. */
const char *odd_path(char *room, const char *mount, struct chance *chance);

/* The path of a file of the tree: a group's, a control file, a parameter, a directory. */
const char *known_path(char *room, const char *mount, struct chance *chance);

/* Whether it is one of the parameters of the whole mount. */
int is_parameter(const char *path);

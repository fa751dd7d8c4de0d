#pragma once

#include "chance.h"

/* One attack each, on a mount; every call is announced and judged, see attempt.h. */

/* On the tree: makes, removes, renames, asks for anything of any name. */
void attack_name(const char *mount, struct chance *chance);

/* On what can be opened: opens a file and does anything with the descriptor. */
void attack_file(const char *mount, struct chance *chance);

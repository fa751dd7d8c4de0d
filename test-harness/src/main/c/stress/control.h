#pragma once

/* The number in the control file `name` of the group whose file is `file`. */
long control(const char *file, const char *name);

#pragma once

#include "backend.h"

/* Group files below a mount point, whichever server is behind it. For the backends on mounts. */

extern const char *mount_point;

/* Removes what an earlier client left behind: the new group is empty. */
void make_group_file(int group);
void remove_group_files(int groups);

int open_group_file(int group, enum direction direction);
bool write_message(int fd, const void *message, size_t size);
ssize_t read_message(int fd, void *buffer, size_t size);
void sleep_on_file(int fd);
int awake_on_file(int fd);

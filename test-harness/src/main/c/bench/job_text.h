#pragma once

/* What the file holds: the words of a job, or commands. */
char *read_job(const char *path);

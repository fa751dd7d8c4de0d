#pragma once

/* The files of jobs below mount_point, see group_file.h. For the backends on mounts. */

/* A descriptor that takes a job with each write, or -1 where the server has no jobs. */
int open_submit(void);

/* Hands in a job and sleeps until it is done. */
void do_job(const char *job);

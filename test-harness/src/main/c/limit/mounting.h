#pragma once

/* Mounts at the directory, as root, through mount(2); /dev/fuse is then `channel`. */
void mount_at(const char *dir);

/* In main, before any thread is started: the signals that await_end() waits for reach no other. */
void block_signals(void);

/* Until SIGTERM or SIGINT, or until a thread calls end(); unmounts. */
_Noreturn void await_end(const char *dir);

/* The mount is gone: ends the process through await_end(). */
void end(void);

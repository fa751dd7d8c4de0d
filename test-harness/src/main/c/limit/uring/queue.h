#pragma once

/*
 * One queue of FUSE requests for each possible processor, each with a ring and a thread on that
 * processor: the kernel hands a request to the queue of its caller's processor.
 */

/* Starts the threads. After FUSE_INIT, or the kernel refuses their entries. */
void start_queues(unsigned depth);

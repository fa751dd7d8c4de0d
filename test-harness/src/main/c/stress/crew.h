#pragma once

/* Threads on small stacks that all run one function, each with its own number from 0. */
struct crew {
  int size;
  struct member *members;
};

struct crew start_crew(int size, void (*work)(int number));

/* How many have not returned yet. */
int working(const struct crew *crew);

/* Sends SIGUSR1, whose handler does nothing, to one of them by chance. */
void sprinkle(const struct crew *crew);

/* Waits until all have returned, meanwhile sprinkling one each `rain_us`; 0: none. */
void join_crew(struct crew *crew, long rain_us);

#pragma once

#include <pthread.h>

/* Threads on small stacks that all run one function, each with its own number from 0. */
struct crew {
  int size;
  struct member *members;
};

struct crew start_crew(int size, void (*work)(int number));
void join_crew(struct crew crew);

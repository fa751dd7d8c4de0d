/* The system calls that probe knows. */
#ifndef CALLS_H
#define CALLS_H

/* One call: parses the rest of an argument, and returns the result; errno is set where it is -1. */
struct call {
  const char *name;
  const char *usage;
  long (*carry_out)(const char *rest);
};

/* The call of that name, or NULL. */
const struct call *find_call(const char *name);

/* Prints what each call takes. */
void print_usage(void);

/* What a call has to say beside its result, such as the bytes it read; empty when nothing. */
extern char detail[];

/* How long the last call took, in ms. */
extern long long last_ms;

/* Monotonic time in ms. */
long long now_ms(void);

#endif

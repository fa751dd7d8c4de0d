#pragma once

/* The clients, each with the arguments of a main(); argv[0] is its name. They return exit codes. */
int producer(int argc, char **argv);
int consumer(int argc, char **argv);
int parked(int argc, char **argv);
int signals(int argc, char **argv);
int barrier(int argc, char **argv);
int churn(int argc, char **argv);
int opens(int argc, char **argv);
int pagecache(int argc, char **argv);
int hostile(int argc, char **argv);

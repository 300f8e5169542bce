/* Plays the transcripts of tests/e2e/transcripts (their README says how they are written) with a server in this
 * process: lsp_serve in a thread of its own, at the other end of two pipes. What is expected may come in any order
 * between two syncs; all that comes has to have been expected, once. */
#ifndef PROSED_TEST_TRANSCRIPT_H
#define PROSED_TEST_TRANSCRIPT_H

#include <stdbool.h>

/* One that needs a process of its own: it never reads again, or is ended by the watchdog. */
bool transcript_needs_process(const char *file);
/* In turns, each message waiting for what is expected before it, or in one write where it says so. Fails the running
 * test with what differs. */
void transcript_play(const char *file);

#endif

// What a signal handler may do and Swift cannot say.
#ifndef CPROCESS_H
#define CPROCESS_H

// Keeps input out of crash reports: Swift's runtime prints on a crash what the registers point to,
// and a core file holds all of memory. Also makes a closed pipe an error instead of a death.
void cprocess_prepare(void);

// Catches SIGINT and SIGTERM once each; the second time they end the process as they always do.
void cprocess_catch_interruptions(void);

// Waits until another thread ends the process.
_Noreturn void cprocess_wait(void);

// The number of the signal that was caught, or 0.
int cprocess_caught_signal(void);

// Stops a terminal on standard input from showing what is typed. False where there is no terminal.
int cprocess_hide_typing(void);

// Undoes it.
void cprocess_show_typing(void);

#endif

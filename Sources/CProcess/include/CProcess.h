// What a signal handler may do and Swift cannot say, and how a program is started.
#ifndef CPROCESS_H
#define CPROCESS_H

// Keeps input out of crash reports: Swift's runtime prints on a crash what the registers point to,
// and a core file holds all of memory. Also makes a closed pipe an error instead of a death, and lets
// SIGINT and SIGTERM come. To be called before there is another thread.
void cprocess_prepare(void);

// Catches SIGINT and SIGTERM once each; the second time they end the process as they always do.
// Either also ends the programs that run then: who waits for what they write comes to its end.
void cprocess_catch_interruptions(void);

// The number of the signal that was caught, or 0.
int cprocess_caught_signal(void);

// Stops a terminal on standard input from showing what is typed. False where there is no terminal.
int cprocess_hide_typing(void);

// Undoes it.
void cprocess_show_typing(void);

// Starts a program that is looked for along PATH.
//
// arguments: its name and what it is given, with NULL at the end.
// dropped, added: names that its environment lacks, then entries NAME=VALUE that it has, with NULL at
// the end; all else is as here.
// input, output, errors: its standard streams.
// id: where its number goes, to be waited for.
//
// Returns 0, or an errno.
int cprocess_spawn(const char *const *arguments, const char *const *dropped,
                   const char *const *added, int input, int output, int errors, int *id);

// Makes a pipe, to be read at the first end, that no started program inherits. Returns 0 or an errno.
int cprocess_pipe(int ends[2]);

// Gives a pipe room for a MiB, where the system lets it.
void cprocess_widen_pipe(int end);

// Opens a file that has no name and goes away when it is closed; -1 where that fails.
int cprocess_scratch_file(void);

// Waits for a program that was started here: its exit status, 128 and the number of the signal that
// ended it, or -1 where there is no such program.
int cprocess_wait(int id);

// Ends all programs that were started here and not waited for yet; a handler of signals may call it.
void cprocess_end_programs(void);

// Takes note of the end of a program where it has ended, and else leaves that to the end of this one.
void cprocess_abandon(int id);

#endif

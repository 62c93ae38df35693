#include "CProcess.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

static volatile sig_atomic_t caught;

static void note(int number) {
  caught = number;
  cprocess_end_programs();
}

void cprocess_prepare(void) {
  static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  // Who starts this program may have blocked them, from a thread that blocks all.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  sigprocmask(SIG_UNBLOCK, &ends, NULL);
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__)
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void cprocess_catch_interruptions(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note;
  // No SA_RESTART: a read that waits for input has to return.
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

int cprocess_caught_signal(void) { return caught; }

static struct termios shown;
static int is_hidden;

int cprocess_hide_typing(void) {
  if (tcgetattr(STDIN_FILENO, &shown) != 0) return 0;
  struct termios hidden = shown;
  hidden.c_lflag &= ~(tcflag_t)ECHO;
  is_hidden = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  return 1;
}

void cprocess_show_typing(void) {
  if (is_hidden) tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  is_hidden = 0;
}

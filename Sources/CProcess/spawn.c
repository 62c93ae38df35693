#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// The programs that run, for the handler of a signal; 0 is a free place. More than these end by themselves.
enum { most_programs = 256 };
static _Atomic int programs[most_programs];

// Puts a program in the place of another one, or of none.
static void replace_program(int old, int new) {
  for (int i = 0; i < most_programs; i++) {
    int expected = old;
    if (atomic_compare_exchange_strong(&programs[i], &expected, new)) return;
  }
}

void cprocess_end_programs(void) {
  for (int i = 0; i < most_programs; i++) {
    int id = programs[i];
    if (id != 0) kill(id, SIGTERM);
  }
}

static int is_named(const char *entry, const char *const *names) {
  for (; *names != NULL; names++) {
    size_t length = strlen(*names);
    if (strncmp(entry, *names, length) == 0 && entry[length] == '=') return 1;
  }
  return 0;
}

static size_t count(const char *const *list) {
  size_t number = 0;
  while (list[number] != NULL) number++;
  return number;
}

// The environment of this process, without some names and with some entries; the caller frees it.
static const char **environment(const char *const *dropped, const char *const *added) {
  size_t room = count((const char *const *)environ) + count(added) + 1;
  const char **entries = calloc(room, sizeof *entries);
  if (entries == NULL) return NULL;
  size_t number = 0;
  for (char **entry = environ; *entry != NULL; entry++) {
    if (!is_named(*entry, dropped)) entries[number++] = *entry;
  }
  for (; *added != NULL; added++) entries[number++] = *added;
  return entries;
}

static int is_program(const char *path) {
  struct stat status;
  return access(path, X_OK) == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

// Where a program stands along PATH, or its name, for the system to say what is wrong with it.
//
// The system finds it as well, but by trying to start it at each place, which takes longer than to look.
static const char *along_path(const char *name, char found[PATH_MAX]) {
  const char *place = getenv("PATH");
  while (place != NULL && strchr(name, '/') == NULL) {
    int length = (int)strcspn(place, ":");
    int needed = length == 0 ? snprintf(found, PATH_MAX, "./%s", name)
                             : snprintf(found, PATH_MAX, "%.*s/%s", length, place, name);
    if (needed < PATH_MAX && is_program(found)) return found;
    place = place[length] == ':' ? place + length + 1 : NULL;
  }
  return name;
}

static int spawn(const char *const *arguments, const char **entries, int input, int output,
                 int errors, posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes,
                 pid_t *id) {
  const int streams[] = {input, output, errors};
  for (int i = 0; i < 3; i++) {
    int failure = posix_spawn_file_actions_adddup2(actions, streams[i], i);
    if (failure != 0) return failure;
  }
  // What cprocess_prepare ignores, and what this thread blocks, its children would too. Each signal that
  // is named costs two calls of the system.
  sigset_t ignored, none;
  sigemptyset(&ignored);
  sigaddset(&ignored, SIGPIPE);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(attributes, &ignored);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  char found[PATH_MAX];
  return posix_spawnp(id, along_path(arguments[0], found), actions, attributes,
                      (char *const *)arguments, (char *const *)entries);
}

int cprocess_spawn(const char *const *arguments, const char *const *dropped,
                   const char *const *added, int input, int output, int errors, int *id) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  const char **entries = environment(dropped, added);
  if (entries == NULL) return ENOMEM;
  pid_t started = 0;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  int before = cprocess_caught_signal();
  int failure = spawn(arguments, entries, input, output, errors, &actions, &attributes, &started);
  if (failure == 0) {
    replace_program(0, started);
    // The handler may have run before it was there to be found.
    if (cprocess_caught_signal() != before) kill(started, SIGTERM);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  free(entries);
  *id = started;
  return failure;
}

static int close_on_exec(int number) {
  int flags = fcntl(number, F_GETFD);
  return flags < 0 ? -1 : fcntl(number, F_SETFD, flags | FD_CLOEXEC);
}

int cprocess_pipe(int ends[2]) {
#if defined(__linux__)
  extern int pipe2(int ends[2], int flags);
  return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
#else
  if (pipe(ends) != 0) return errno;
  return close_on_exec(ends[0]) == 0 && close_on_exec(ends[1]) == 0 ? 0 : errno;
#endif
}

void cprocess_widen_pipe(int end) {
#if defined(F_SETPIPE_SZ)
  (void)fcntl(end, F_SETPIPE_SZ, 1 << 20);
#else
  (void)end;
#endif
}

int cprocess_scratch_file(void) {
#if defined(__linux__)
  // Where the kernel has no such files, they are on a disk.
  int memory = memfd_create("pleolint", MFD_CLOEXEC);
  if (memory >= 0) return memory;
#endif
  FILE *file = tmpfile();
  if (file == NULL) return -1;
  int number = dup(fileno(file));
  fclose(file);
  if (number >= 0) close_on_exec(number);
  return number;
}

int cprocess_wait(int id) {
  int status = 0;
  // Before it is waited for: afterwards the number may be that of another program.
  replace_program(id, 0);
  while (waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void cprocess_abandon(int id) {
  replace_program(id, 0);
  waitpid(id, NULL, WNOHANG);
}

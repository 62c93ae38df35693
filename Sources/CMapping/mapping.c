#include "CMapping.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// What this thread has mapped. It is written before a byte is read, so that the handler, which runs
// on the thread that read, finds it whole.
static _Thread_local struct {
  char *pages;
  size_t length;
  volatile sig_atomic_t is_short;
} mapped;

static size_t page_size;

// Puts zeros under the page that cannot be read and all after it; both calls are allowed in a
// handler (mmap is a bare system call on Linux and Darwin, though POSIX does not list it).
static void put_zeros(int number, siginfo_t *info, void *context) {
  (void)context;
  char *address = info->si_addr;
  if (mapped.pages && address >= mapped.pages && address < mapped.pages + mapped.length) {
    char *page = address - (size_t)(address - mapped.pages) % page_size;
    size_t rest = mapped.length - (size_t)(page - mapped.pages);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    if (mmap(page, rest, PROT_READ, flags, -1, 0) != MAP_FAILED) {
      mapped.is_short = 1;
      return;
    }
  }
  // Not ours: it ends the process when this handler returns.
  signal(number, SIG_DFL);
  raise(number);
}

static void prepare(void) {
  page_size = (size_t)sysconf(_SC_PAGESIZE);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = put_zeros;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGBUS, &action, NULL);
}

cmapping_part cmapping_map(int file, off_t offset, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  cmapping_part part = {NULL, NULL, 0};
  if (mapped.pages || count == 0) return part;
  size_t before = (size_t)offset % page_size;
  size_t length = before + count;
  void *pages = mmap(NULL, length, PROT_READ, MAP_SHARED, file, offset - (off_t)before);
  if (pages == MAP_FAILED) return part;
  mapped.length = length;
  mapped.is_short = 0;
  mapped.pages = pages;
  atomic_signal_fence(memory_order_seq_cst);
  part.bytes = (const uint8_t *)pages + before;
  part.pages = pages;
  part.length = length;
  return part;
}

int cmapping_unmap(cmapping_part part) {
  mapped.pages = NULL;
  atomic_signal_fence(memory_order_seq_cst);
  munmap(part.pages, part.length);
  return mapped.is_short;
}

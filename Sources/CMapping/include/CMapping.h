// Parts of files that are mapped into memory, and stay readable when the file is cut short.
#ifndef CMAPPING_H
#define CMAPPING_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// A part of a file in memory.
typedef struct cmapping_part {
  // Where its first byte is; NULL where it could not be mapped.
  const uint8_t *bytes;
  // What is mapped, which starts at a page of the file.
  void *pages;
  size_t length;
} cmapping_part;

// Maps `count` bytes of a file from `offset` on, to be read by this thread alone, one part at a time.
//
// From the first call on, SIGBUS is handled: where the file ends earlier or cannot be read, this thread
// reads zeros from there on. A SIGBUS that comes from elsewhere ends the process as before.
cmapping_part cmapping_map(int file, off_t offset, size_t count);

// Lets go of it. Returns 0 where all that was read stood in the file.
int cmapping_unmap(cmapping_part part);

#endif

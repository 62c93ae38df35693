// Finds and counts single bytes, at a large part of memory bandwidth.
#ifndef CBYTES_H
#define CBYTES_H

#include <stddef.h>
#include <stdint.h>

#if __has_feature(assume_nonnull)
#pragma clang assume_nonnull begin
#endif

// Returns the first offset from `from` on, before `end`, at which an escape may start, or `end`: a
// percent sign, a backslash, an ampersand, or an equals sign before a line end.
size_t cb_find_escape(const uint8_t *bytes, size_t length, size_t from, size_t end);

// Returns the first offset from `from` on, before `end`, that holds LF, or `end`.
size_t cb_find_newline(const uint8_t *bytes, size_t from, size_t end);

// Returns the offset after the last LF between `limit` and `end`, or `limit`.
size_t cb_after_last_newline(const uint8_t *bytes, size_t limit, size_t end);

// Returns the first offset from `from` on, before `end`, that holds no ASCII character, or `end`.
size_t cb_ascii_end(const uint8_t *bytes, size_t from, size_t end);

// Counts the bytes that are LF.
size_t cb_count_newlines(const uint8_t *bytes, size_t length);

#if __has_feature(assume_nonnull)
#pragma clang assume_nonnull end
#endif
#endif

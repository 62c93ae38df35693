// Finds every occurrence of a set of literals ("keywords") in bytes, at a large part of memory
// bandwidth. The method is Teddy's (known from Hyperscan and ripgrep): the first four bytes of every
// keyword are folded into nibble masks of eight buckets, one vector shuffle looks 16, 32
// or 64 positions up at once, and what passes is looked up by a hash of its four bytes before it
// is compared byte by byte. Many thousands of keywords are looked up by hash alone.
#ifndef CKEYWORDS_H
#define CKEYWORDS_H

#include <stddef.h>
#include <stdint.h>

#if __has_feature(assume_nonnull)
#pragma clang assume_nonnull begin
#endif

// The shortest keyword, in bytes: the length of a fingerprint.
enum { ck_shortest = 4 };

// Which code looks at the bytes. All find the same. The quickest is the best that the processor has; in the
// first hundred kilobytes it is the scalar one, which needs less preparation.
typedef enum ck_engine { ck_scalar, ck_ssse3, ck_avx2, ck_avx512, ck_neon, ck_quickest } ck_engine;

// A keyword that stands at an offset.
typedef struct ck_hit {
  size_t offset;
  uint32_t keyword;
} ck_hit;

typedef struct ck_set ck_set;

// Makes a set of `count` keywords, whose bytes stand one after another in `bytes`. Returns null
// where memory is short, a keyword is shorter than `ck_shortest`, or there are more than 2^31. With
// `ignores_case`, the keywords are in lowercase, and their ASCII letters stand for both cases.
ck_set *_Nullable ck_set_create(const uint8_t *bytes, const size_t *lengths, size_t count,
                                int ignores_case);
void ck_set_free(ck_set *set);

// Says whether this processor can run an engine, and which is the best that it can run.
int ck_engine_is_available(ck_engine engine);
ck_engine ck_best_engine(void);

// Writes to `hits` the keywords that start at `*from` or later and end within `length`, in order of
// offset and then of keyword, at most `capacity` (which is at least the number of keywords), and
// returns how many. `*from` becomes where to go on; `length` where all was seen. Any number of threads may
// look with one set.
size_t ck_find(ck_set *set, ck_engine engine, const uint8_t *bytes, size_t length,
               size_t *from, ck_hit *hits, size_t capacity);

#if __has_feature(assume_nonnull)
#pragma clang assume_nonnull end
#endif
#endif

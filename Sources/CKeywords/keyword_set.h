// A set of keywords from within: what those share who make its buckets and who look with it.
#ifndef KEYWORD_SET_H
#define KEYWORD_SET_H

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "CKeywords.h"

enum { fingerprint = ck_shortest, bucket_count = 8 };

typedef struct keyword {
  const uint8_t *bytes;
  // For each byte, the bit of capitals where it is a letter and case is ignored, else nothing.
  const uint8_t *folds;
  size_t length;
  uint32_t number;
  // Its fingerprint as it is hashed, which tells most others of its slot apart.
  uint32_t folded;
} keyword;

// A hash has so many bits.
enum { hash_bits = 16 };

// The golden ratio, as usual for a product whose first bits depend on all bits.
static const uint32_t hash_factor = 0x9e3779b1u;

struct ck_set {
  // Whether the keywords lie in buckets, which is written with the lock, and how many bytes were looked at
  // without.
  atomic_int is_sorted;
  atomic_size_t looked_at;
  pthread_mutex_t lock;
  ck_engine quickest;
  // For each of the four bytes of a fingerprint: the buckets that a low, and a high, nibble allows.
  // Sixteen entries each, as a byte shuffle wants them.
  uint8_t low[fingerprint][16];
  uint8_t high[fingerprint][16];
  // A bit for each hash of a fingerprint; few others pass it.
  uint64_t filter[(1u << hash_bits) / 64];
  // Set in every byte of a fingerprint before it is hashed: the bit of capitals where case is ignored.
  uint32_t fold;
  int ignores_case;
  // True where the keywords are too many to be sorted into buckets, or memory is too short.
  int is_crowded;
  // Those of a slot, which is the first bits of their hash, are from first[slot] to before the next,
  // in order of their number.
  unsigned slot_bits;
  uint32_t *first;
  size_t count;
  keyword *keywords;
  uint8_t *text;
  uint8_t *folds;
};

static inline uint32_t folded_four(const uint8_t *bytes, uint32_t fold) {
  uint32_t four;
  memcpy(&four, bytes, sizeof four);
  return four | fold;
}

static inline uint32_t hash_four(const uint8_t *bytes, uint32_t fold) {
  return (folded_four(bytes, fold) * hash_factor) >> (32 - hash_bits);
}

static inline uint32_t hash_of(const ck_set *set, const uint8_t *bytes) {
  return hash_four(bytes, set->fold);
}

static inline uint32_t slot_of(const ck_set *set, uint32_t hash) {
  return hash >> (hash_bits - set->slot_bits);
}

static inline int is_lowercase(unsigned byte) { return byte >= 'a' && byte <= 'z'; }

// Sorts the keywords into buckets, or notes that they are crowded.
void ck_sort_keywords(ck_set *set);

#endif

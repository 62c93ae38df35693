#include "keyword_set.h"

#include <stdlib.h>

// How often a byte stands in texts and logs, roughly, in parts of a thousand: what a bucket lets pass
// costs time only where it occurs.
static unsigned frequency(unsigned byte) {
  if (byte >= 'a' && byte <= 'z') return 24;
  if (byte >= '0' && byte <= '9') return 12;
  if (byte >= 'A' && byte <= 'Z') return 5;
  if (byte == ' ') return 60;
  return byte > ' ' && byte < 0x7f ? 4 : 1;
}

// The nibbles that a bucket admits at one place of a fingerprint, a bit each, and how often a byte
// passes them.
typedef struct mask {
  uint16_t low, high;
  unsigned sum;
} mask;

// For each high nibble, and for each set of the lower and of the upper eight low nibbles, how often a
// byte with one of them stands in a text.
typedef uint16_t nibble_sums[16][2][256];

static void fill_sums(nibble_sums sums) {
  for (unsigned byte = 0; byte < 256; byte++) {
    uint16_t *half = sums[byte >> 4u][byte >> 3u & 1u];
    unsigned bit = 1u << (byte & 7u), often = frequency(byte);
    for (unsigned set = 0; set < bit; set++) half[bit + set] = (uint16_t)(half[set] + often);
  }
}

static void add_up(mask *mask, const nibble_sums sums) {
  mask->sum = 0;
  for (unsigned high = mask->high; high; high &= high - 1) {
    unsigned row = (unsigned)__builtin_ctz(high);
    mask->sum += sums[row][0][mask->low & 255u] + sums[row][1][mask->low >> 8u];
  }
}

// The fingerprints that lie in a bucket: how many have each nibble at each place, and what these let
// pass.
typedef struct bucket {
  uint16_t lows[fingerprint][16], highs[fingerprint][16];
  mask masks[fingerprint];
} bucket;

// How the fingerprints lie in buckets; none is in a bucket before it is admitted.
typedef struct sorting {
  const uint8_t **fingerprints;
  uint8_t *bucket_of;
  size_t count;
  int ignores_case;
  nibble_sums sums;
  bucket buckets[bucket_count];
} sorting;

// A capital differs from its letter in the high nibble alone.
static unsigned other_high(unsigned byte, int ignores_case) {
  return (ignores_case && is_lowercase(byte) ? byte ^ 0x20u : byte) >> 4u;
}

static void count_nibble(uint16_t *counts, unsigned nibble, int by, uint16_t *mask) {
  counts[nibble] = (uint16_t)(counts[nibble] + by);
  uint16_t bit = (uint16_t)(1u << nibble);
  *mask = counts[nibble] ? *mask | bit : *mask & (uint16_t)~bit;
}

// Puts a fingerprint in (1) or takes it out (-1).
static void count_fingerprint(sorting *sorting, unsigned number, const uint8_t *bytes, int by) {
  bucket *bucket = &sorting->buckets[number];
  for (unsigned i = 0; i < fingerprint; i++) {
    mask *mask = &bucket->masks[i];
    count_nibble(bucket->lows[i], bytes[i] & 15u, by, &mask->low);
    count_nibble(bucket->highs[i], bytes[i] >> 4u, by, &mask->high);
    count_nibble(bucket->highs[i], other_high(bytes[i], sorting->ignores_case), by, &mask->high);
    add_up(mask, sorting->sums);
  }
}

// How often a place of a text passes a bucket, up to a factor: it admits every mixture of nibbles.
static double passage(const bucket *bucket) {
  double product = 1;
  for (unsigned i = 0; i < fingerprint; i++) product *= bucket->masks[i].sum;
  return product;
}

// The same with one fingerprint more.
static double passage_with(const sorting *sorting, const bucket *bucket, const uint8_t *bytes) {
  double product = 1;
  for (unsigned i = 0; i < fingerprint; i++) {
    mask mask = bucket->masks[i];
    mask.low |= (uint16_t)(1u << (bytes[i] & 15u));
    mask.high |= (uint16_t)(1u << (bytes[i] >> 4u));
    mask.high |= (uint16_t)(1u << other_high(bytes[i], sorting->ignores_case));
    if (mask.low != bucket->masks[i].low || mask.high != bucket->masks[i].high)
      add_up(&mask, sorting->sums);
    product *= mask.sum;
  }
  return product;
}

// Puts a fingerprint into the bucket that it makes let the least more pass; says whether that is
// another.
static int admit(sorting *sorting, size_t number) {
  const uint8_t *bytes = sorting->fingerprints[number];
  unsigned old = sorting->bucket_of[number], best = 0;
  if (old < bucket_count) count_fingerprint(sorting, old, bytes, -1);
  double least = 0;
  for (unsigned i = 0; i < bucket_count; i++) {
    const bucket *bucket = &sorting->buckets[i];
    double more = passage_with(sorting, bucket, bytes) - passage(bucket);
    if (i > 0 && more >= least) continue;
    least = more;
    best = i;
  }
  sorting->bucket_of[number] = (uint8_t)best;
  count_fingerprint(sorting, best, bytes, 1);
  return best != old;
}

// Those that come first have the choice of empty buckets, so that all are asked again; once more changes little.
enum { rounds = 2 };

static void sort_into_buckets(sorting *sorting) {
  fill_sums(sorting->sums);
  memset(sorting->bucket_of, bucket_count, sorting->count);
  int moved = 1;
  for (unsigned round = 0; round < rounds && moved; round++) {
    moved = 0;
    for (size_t i = 0; i < sorting->count; i++) moved |= admit(sorting, i);
  }
}

static void take_masks(ck_set *set, const sorting *sorting) {
  for (unsigned bucket = 0; bucket < bucket_count; bucket++)
    for (unsigned i = 0; i < fingerprint; i++) {
      mask mask = sorting->buckets[bucket].masks[i];
      for (unsigned nibble = 0; nibble < 16; nibble++) {
        set->low[i][nibble] |= (uint8_t)((mask.low >> nibble & 1u) << bucket);
        set->high[i][nibble] |= (uint8_t)((mask.high >> nibble & 1u) << bucket);
      }
    }
}

static int is_new_in_slot(const ck_set *set, uint32_t keyword) {
  const uint8_t *bytes = set->keywords[keyword].bytes;
  for (uint32_t k = set->first[slot_of(set, hash_of(set, bytes))]; k < keyword; k++)
    if (memcmp(set->keywords[k].bytes, bytes, fingerprint) == 0) return 0;
  return 1;
}

// Sorting more takes too long, and counts of a nibble have 16 bits.
enum { most_fingerprints = 4096 };

// Lists each fingerprint once, those that keywords share too, and notes whether they are too many.
static void list_fingerprints(ck_set *set, sorting *sorting) {
  for (uint32_t k = 0; k < set->count; k++) {
    if (!is_new_in_slot(set, k)) continue;
    sorting->fingerprints[sorting->count++] = set->keywords[k].bytes;
  }
  set->is_crowded = sorting->count > most_fingerprints;
}

static void fill_buckets(ck_set *set, sorting *sorting) {
  sorting->ignores_case = set->ignores_case;
  list_fingerprints(set, sorting);
  if (set->is_crowded) return;
  sort_into_buckets(sorting);
  take_masks(set, sorting);
}

void ck_sort_keywords(ck_set *set) {
  sorting *sorting = calloc(1, sizeof *sorting);
  if (!sorting) {
    set->is_crowded = 1;
    return;
  }
  sorting->fingerprints = calloc(set->count + 1, sizeof *sorting->fingerprints);
  sorting->bucket_of = malloc(set->count + 1);
  if (sorting->fingerprints && sorting->bucket_of)
    fill_buckets(set, sorting);
  else
    set->is_crowded = 1;
  free(sorting->bucket_of);
  free(sorting->fingerprints);
  free(sorting);
}

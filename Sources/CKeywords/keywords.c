#include "CKeywords.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

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

static uint32_t folded_four(const uint8_t *bytes, uint32_t fold) {
  uint32_t four;
  memcpy(&four, bytes, sizeof four);
  return four | fold;
}

static uint32_t hash_four(const uint8_t *bytes, uint32_t fold) {
  return (folded_four(bytes, fold) * hash_factor) >> (32 - hash_bits);
}

static uint32_t hash_of(const ck_set *set, const uint8_t *bytes) {
  return hash_four(bytes, set->fold);
}

static unsigned passes(const uint64_t *filter, uint32_t hash) {
  return filter[hash / 64] >> (hash % 64) & 1u;
}

static uint32_t slot_of(const ck_set *set, uint32_t hash) {
  return hash >> (hash_bits - set->slot_bits);
}

// Counts the keywords of each slot, makes starts of the counts, and puts each in its place.
static int fill_slots(ck_set *set, const size_t *lengths) {
  size_t count = set->count;
  while (set->slot_bits < hash_bits && (1u << set->slot_bits) < 2 * count) set->slot_bits++;
  size_t slots = (size_t)1 << set->slot_bits;
  set->first = calloc(slots + 2, sizeof *set->first);
  if (!set->first) return 0;
  const uint8_t *bytes = set->text;
  for (size_t i = 0; i < count; bytes += lengths[i++]) {
    uint32_t hash = hash_of(set, bytes);
    set->filter[hash / 64] |= (uint64_t)1 << hash % 64;
    set->first[slot_of(set, hash) + 2]++;
  }
  for (size_t slot = 2; slot < slots + 2; slot++) set->first[slot] += set->first[slot - 1];
  bytes = set->text;
  for (size_t i = 0; i < count; bytes += lengths[i++]) {
    uint32_t at = set->first[slot_of(set, hash_of(set, bytes)) + 1]++;
    set->keywords[at] = (keyword){bytes, set->folds + (bytes - set->text), lengths[i], (uint32_t)i,
                                  folded_four(bytes, set->fold)};
  }
  return 1;
}

static int is_lowercase(unsigned byte) { return byte >= 'a' && byte <= 'z'; }

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

static void sort_keywords(ck_set *set) {
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

// In how many bytes keywords are looked up one by one before they are sorted: that takes as long.
enum { worth_sorting = 1u << 17 };

// Sorts the keywords where they are to be, or where it pays to look at so many bytes more. Says whether they
// lie in buckets.
static int is_sorted(ck_set *set, size_t more, int has_to) {
  if (atomic_load_explicit(&set->is_sorted, memory_order_acquire)) return !set->is_crowded;
  size_t before = atomic_fetch_add_explicit(&set->looked_at, more, memory_order_relaxed);
  if (!has_to && before + more < worth_sorting) return 0;
  pthread_mutex_lock(&set->lock);
  if (!atomic_load_explicit(&set->is_sorted, memory_order_relaxed)) {
    sort_keywords(set);
    atomic_store_explicit(&set->is_sorted, 1, memory_order_release);
  }
  pthread_mutex_unlock(&set->lock);
  return !set->is_crowded;
}

ck_set *ck_set_create(const uint8_t *bytes, const size_t *lengths, size_t count,
                      int ignores_case) {
  size_t total = 0;
  for (size_t i = 0; i < count; total += lengths[i++])
    if (lengths[i] < ck_shortest) return NULL;
  if (count > (1u << 31)) return NULL;
  ck_set *set = calloc(1, sizeof *set);
  if (!set) return NULL;
  pthread_mutex_init(&set->lock, NULL);
  set->count = count;
  set->quickest = ck_best_engine();
  set->ignores_case = ignores_case;
  set->fold = ignores_case ? 0x20202020u : 0;
  set->keywords = calloc(count ? count : 1, sizeof *set->keywords);
  set->text = malloc(total ? total : 1);
  set->folds = calloc(total ? total : 1, 1);
  if (!set->keywords || !set->text || !set->folds) {
    ck_set_free(set);
    return NULL;
  }
  memcpy(set->text, bytes, total);
  for (size_t i = 0; ignores_case && i < total; i++)
    if (is_lowercase(bytes[i])) set->folds[i] = 0x20;
  if (!fill_slots(set, lengths)) {
    ck_set_free(set);
    return NULL;
  }
  return set;
}

void ck_set_free(ck_set *set) {
  pthread_mutex_destroy(&set->lock);
  free(set->first);
  free(set->keywords);
  free(set->text);
  free(set->folds);
  free(set);
}

// What one call of ck_find has found so far.
typedef struct sink {
  ck_hit *hits;
  size_t count;
  size_t capacity;
} sink;

// True where a part of a keyword stands, whose bytes are compared at once.
static int is_four_at(const keyword *keyword, const uint8_t *bytes, size_t from) {
  uint32_t fold;
  memcpy(&fold, keyword->folds + from, sizeof fold);
  uint32_t other;
  memcpy(&other, keyword->bytes + from, sizeof other);
  return folded_four(bytes + from, fold) == other;
}

// Keywords are a few times four bytes long, and what is left at the end is compared with some bytes again.
static int is_at(const keyword *keyword, const uint8_t *bytes) {
  size_t last = keyword->length - 4;
  for (size_t i = 0; i < last; i += 4)
    if (!is_four_at(keyword, bytes, i)) return 0;
  return is_four_at(keyword, bytes, last);
}

// Compares the keywords whose fingerprint may stand at a position. Returns 0, and takes nothing,
// where the hits do not fit.
static int verify(const ck_set *set, const uint8_t *bytes, size_t length, size_t offset,
                  sink *out) {
  size_t before = out->count;
  uint32_t slot = slot_of(set, hash_of(set, bytes + offset));
  uint32_t folded = folded_four(bytes + offset, set->fold);
  for (uint32_t k = set->first[slot]; k < set->first[slot + 1]; k++) {
    const keyword *candidate = &set->keywords[k];
    if (candidate->folded != folded || candidate->length > length - offset) continue;
    if (!is_at(candidate, bytes + offset)) continue;
    if (out->count == out->capacity) {
      out->count = before;
      return 0;
    }
    out->hits[out->count++] = (ck_hit){offset, candidate->number};
  }
  return 1;
}

// The same for a position of which nothing is known but that it passed the buckets.
static int verify_position(const ck_set *set, const uint8_t *bytes, size_t length, size_t offset,
                           sink *out) {
  return !passes(set->filter, hash_of(set, bytes + offset)) ||
         verify(set, bytes, length, offset, out);
}

// Looks at each position from `from` on and returns where it stopped: at the end, or at a position whose
// hits did not fit.
static size_t scan_scalar(const ck_set *set, const uint8_t *bytes, size_t length, size_t from,
                          sink *out) {
  const uint64_t *filter = set->filter;
  const uint32_t fold = set->fold;
  // Few positions pass, so that one branch for four is quicker than four.
  for (; from + 4 + fingerprint - 1 <= length; from += 4) {
    const uint8_t *at = bytes + from;
    unsigned some = passes(filter, hash_four(at, fold)) | passes(filter, hash_four(at + 1, fold)) |
                    passes(filter, hash_four(at + 2, fold)) |
                    passes(filter, hash_four(at + 3, fold));
    if (!some) continue;
    for (unsigned i = 0; i < 4; i++)
      if (!verify_position(set, bytes, length, from + i, out)) return from + i;
  }
  for (; from + fingerprint <= length; from++)
    if (!verify_position(set, bytes, length, from, out)) return from;
  return length;
}

// Looks at one block after the other from `from` on, and returns the first in which a position passes
// the buckets, with a bit for each such position; no bits where none is left that can be looked at whole.
// It calls nothing, so that the masks stay in registers.
typedef size_t next_block(const ck_set *set, const uint8_t *bytes, size_t length, size_t from,
                          uint64_t *lanes);

// Those of some lanes, behind an offset, that pass the filter too. It does not branch on what passes: of
// many keywords a few lanes of each block do by chance, and no processor guesses which.
static uint64_t filtered(const ck_set *set, const uint8_t *bytes, uint64_t lanes) {
  uint64_t kept = 0;
  for (; lanes; lanes &= lanes - 1) {
    unsigned lane = (unsigned)__builtin_ctzll(lanes);
    kept |= (uint64_t)passes(set->filter, hash_of(set, bytes + lane)) << lane;
  }
  return kept;
}

// Verifies some lanes behind an offset. Returns the position whose hits did not fit, or `length`.
static size_t verify_lanes(const ck_set *set, const uint8_t *bytes, size_t length, size_t from,
                           uint64_t lanes, sink *out) {
  for (lanes = filtered(set, bytes + from, lanes); lanes; lanes &= lanes - 1) {
    size_t offset = from + (size_t)__builtin_ctzll(lanes);
    if (!verify(set, bytes, length, offset, out)) return offset;
  }
  return length;
}

// Verifies what passes in blocks of so many positions. What is left behind the last of them is looked at
// with bytes before it, which make it a block.
static inline __attribute__((always_inline)) size_t scan_blocks(const ck_set *set,
                                                                const uint8_t *bytes,
                                                                size_t length, size_t from,
                                                                sink *out, next_block *next,
                                                                size_t width) {
  uint64_t lanes = 0;
  for (;; from += width, lanes = 0) {
    from = next(set, bytes, length, from, &lanes);
    if (!lanes) break;
    size_t stop = verify_lanes(set, bytes, length, from, lanes, out);
    if (stop < length) return stop;
  }
  const size_t whole = width + fingerprint - 1;
  if (length < whole) return scan_scalar(set, bytes, length, from, out);
  if (from + fingerprint > length) return length;
  size_t last = length - whole;
  next(set, bytes, length, last, &lanes);
  return verify_lanes(set, bytes, length, last, lanes & (~(uint64_t)0 << (from - last)), out);
}

#if defined(__x86_64__)

// What is read from memory is asked for so many bytes ahead: the processor's own guess ends with the page.
enum { ahead = 1024 };

__attribute__((target("avx512bw"))) static size_t next_block_avx512(const ck_set *set,
                                                                    const uint8_t *bytes,
                                                                    size_t length, size_t from,
                                                                    uint64_t *lanes) {
  const __m512i nibble = _mm512_set1_epi8(15);
  __m512i low[fingerprint], high[fingerprint];
  for (unsigned i = 0; i < fingerprint; i++) {
    low[i] = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)set->low[i]));
    high[i] = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)set->high[i]));
  }
  // What a ternary operation makes of three operands: all of them.
  enum { all = 0x80 };
  for (; from + 64 + fingerprint - 1 <= length; from += 64) {
    __builtin_prefetch(bytes + from + ahead);
    __m512i passed = _mm512_set1_epi8(-1);
    for (unsigned i = 0; i < fingerprint; i++) {
      __m512i text = _mm512_loadu_si512(bytes + from + i);
      __m512i rows = _mm512_shuffle_epi8(low[i], _mm512_and_si512(text, nibble));
      __m512i columns = _mm512_shuffle_epi8(
          high[i], _mm512_and_si512(_mm512_srli_epi16(text, 4), nibble));
      passed = _mm512_ternarylogic_epi32(passed, rows, columns, all);
    }
    uint64_t some = _mm512_test_epi8_mask(passed, passed);
    if (!some) continue;
    *lanes = some;
    break;
  }
  return from;
}

__attribute__((target("avx2"))) static size_t next_block_avx2(const ck_set *set,
                                                              const uint8_t *bytes, size_t length,
                                                              size_t from, uint64_t *lanes) {
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i low[fingerprint], high[fingerprint];
  for (unsigned i = 0; i < fingerprint; i++) {
    low[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->low[i]));
    high[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->high[i]));
  }
  for (; from + 32 + fingerprint - 1 <= length; from += 32) {
    __builtin_prefetch(bytes + from + ahead);
    __m256i passed = _mm256_set1_epi8(-1);
    for (unsigned i = 0; i < fingerprint; i++) {
      __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + from + i));
      __m256i rows = _mm256_shuffle_epi8(low[i], _mm256_and_si256(text, nibble));
      __m256i columns = _mm256_shuffle_epi8(
          high[i], _mm256_and_si256(_mm256_srli_epi16(text, 4), nibble));
      passed = _mm256_and_si256(passed, _mm256_and_si256(rows, columns));
    }
    if (_mm256_testz_si256(passed, passed)) continue;
    __m256i empty = _mm256_cmpeq_epi8(passed, _mm256_setzero_si256());
    *lanes = (uint32_t)~_mm256_movemask_epi8(empty);
    break;
  }
  return from;
}

__attribute__((target("ssse3"))) static size_t next_block_ssse3(const ck_set *set,
                                                                const uint8_t *bytes,
                                                                size_t length, size_t from,
                                                                uint64_t *lanes) {
  const __m128i nibble = _mm_set1_epi8(15);
  __m128i low[fingerprint], high[fingerprint];
  for (unsigned i = 0; i < fingerprint; i++) {
    low[i] = _mm_loadu_si128((const __m128i *)set->low[i]);
    high[i] = _mm_loadu_si128((const __m128i *)set->high[i]);
  }
  for (; from + 16 + fingerprint - 1 <= length; from += 16) {
    __m128i passed = _mm_set1_epi8(-1);
    for (unsigned i = 0; i < fingerprint; i++) {
      __m128i text = _mm_loadu_si128((const __m128i *)(bytes + from + i));
      __m128i rows = _mm_shuffle_epi8(low[i], _mm_and_si128(text, nibble));
      __m128i columns =
          _mm_shuffle_epi8(high[i], _mm_and_si128(_mm_srli_epi16(text, 4), nibble));
      passed = _mm_and_si128(passed, _mm_and_si128(rows, columns));
    }
    uint32_t empty = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(passed, _mm_setzero_si128()));
    *lanes = ~empty & 0xffffu;
    if (*lanes) break;
  }
  return from;
}

#elif defined(__aarch64__)

static size_t next_block_neon(const ck_set *set, const uint8_t *bytes, size_t length, size_t from,
                              uint64_t *lanes) {
  uint8x16_t low[fingerprint], high[fingerprint];
  for (unsigned i = 0; i < fingerprint; i++) {
    low[i] = vld1q_u8(set->low[i]);
    high[i] = vld1q_u8(set->high[i]);
  }
  for (; from + 16 + fingerprint - 1 <= length; from += 16) {
    uint8x16_t passed = vdupq_n_u8(0xff);
    for (unsigned i = 0; i < fingerprint; i++) {
      uint8x16_t text = vld1q_u8(bytes + from + i);
      uint8x16_t rows = vqtbl1q_u8(low[i], vandq_u8(text, vdupq_n_u8(15)));
      uint8x16_t columns = vqtbl1q_u8(high[i], vshrq_n_u8(text, 4));
      passed = vandq_u8(passed, vandq_u8(rows, columns));
    }
    if (vmaxvq_u8(passed) == 0) continue;
    uint8_t buckets[16];
    vst1q_u8(buckets, passed);
    for (unsigned lane = 0; lane < 16; lane++) *lanes |= (uint64_t)(buckets[lane] != 0) << lane;
    break;
  }
  return from;
}

#endif

int ck_engine_is_available(ck_engine engine) {
  switch (engine) {
  case ck_scalar:
    return 1;
#if defined(__x86_64__)
  case ck_ssse3:
    return __builtin_cpu_supports("ssse3") != 0;
  case ck_avx2:
    return __builtin_cpu_supports("avx2") != 0;
  case ck_avx512:
    return __builtin_cpu_supports("avx512bw") != 0;
#elif defined(__aarch64__)
  case ck_neon:
    return 1;
#endif
  default:
    return 0;
  }
}

ck_engine ck_best_engine(void) {
  static const ck_engine best_first[] = {ck_avx512, ck_avx2, ck_neon, ck_ssse3};
  for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++)
    if (ck_engine_is_available(best_first[i])) return best_first[i];
  return ck_scalar;
}

size_t ck_find(ck_set *set, ck_engine engine, const uint8_t *bytes, size_t length,
               size_t *from, ck_hit *hits, size_t capacity) {
  sink out = {hits, 0, capacity};
  if (engine != ck_scalar && !is_sorted(set, length - *from, engine != ck_quickest))
    engine = ck_scalar;
  switch (engine == ck_quickest ? set->quickest : engine) {
#if defined(__x86_64__)
  case ck_avx512:
    *from = scan_blocks(set, bytes, length, *from, &out, next_block_avx512, 64);
    break;
  case ck_avx2:
    *from = scan_blocks(set, bytes, length, *from, &out, next_block_avx2, 32);
    break;
  case ck_ssse3:
    *from = scan_blocks(set, bytes, length, *from, &out, next_block_ssse3, 16);
    break;
#elif defined(__aarch64__)
  case ck_neon:
    *from = scan_blocks(set, bytes, length, *from, &out, next_block_neon, 16);
    break;
#endif
  default:
    *from = scan_scalar(set, bytes, length, *from, &out);
  }
  return out.count;
}

static unsigned may_start_escape(uint8_t byte, uint8_t next) {
  unsigned is_line_end = (next == '\n') | (next == '\r');
  return (byte == '%') | (byte == '\\') | (byte == '&') | ((byte == '=') & is_line_end);
}

// The compiler makes vectors of what is asked of a whole block; which byte it is that answers matters
// only where one does.
enum { block = 64 };

#if defined(__x86_64__)
// Goes on as far as whole vectors go, and further than `end` where the last of them does.
__attribute__((target("avx2"))) static size_t skip_plain_avx2(const uint8_t *bytes, size_t length,
                                                              size_t from, size_t end) {
  for (; from < end && from + 32 < length; from += 32) {
    __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + from));
    __m256i next = _mm256_loadu_si256((const __m256i *)(bytes + from + 1));
    __m256i signs = _mm256_or_si256(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('%')),
                                    _mm256_or_si256(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('\\')),
                                                    _mm256_cmpeq_epi8(text, _mm256_set1_epi8('&'))));
    __m256i line_ends = _mm256_or_si256(_mm256_cmpeq_epi8(next, _mm256_set1_epi8('\n')),
                                        _mm256_cmpeq_epi8(next, _mm256_set1_epi8('\r')));
    __m256i equals = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('='));
    uint32_t some = (uint32_t)_mm256_movemask_epi8(
        _mm256_or_si256(signs, _mm256_and_si256(equals, line_ends)));
    if (some) return from + (size_t)__builtin_ctz(some);
  }
  return from;
}

__attribute__((target("avx512bw"))) static size_t skip_plain_avx512(const uint8_t *bytes,
                                                                    size_t length, size_t from,
                                                                    size_t end) {
  for (; from < end && from + 64 < length; from += 64) {
    __m512i text = _mm512_loadu_si512(bytes + from);
    __m512i next = _mm512_loadu_si512(bytes + from + 1);
    uint64_t line_ends = _mm512_cmpeq_epi8_mask(next, _mm512_set1_epi8('\n')) |
                         _mm512_cmpeq_epi8_mask(next, _mm512_set1_epi8('\r'));
    uint64_t some = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('%')) |
                    _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\\')) |
                    _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('&')) |
                    (_mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('=')) & line_ends);
    if (some) return from + (size_t)__builtin_ctzll(some);
  }
  return from;
}
#endif

static size_t skip_plain(const uint8_t *bytes, size_t length, size_t from, size_t end) {
#if defined(__x86_64__)
  if (ck_engine_is_available(ck_avx512)) return skip_plain_avx512(bytes, length, from, end);
  if (ck_engine_is_available(ck_avx2)) return skip_plain_avx2(bytes, length, from, end);
#endif
  for (; from + block < length && from + block <= end; from += block) {
    uint8_t some = 0;
    for (unsigned i = 0; i < block; i++)
      some |= (uint8_t)may_start_escape(bytes[from + i], bytes[from + i + 1]);
    if (some) break;
  }
  return from;
}

size_t ck_find_escape(const uint8_t *bytes, size_t length, size_t from, size_t end) {
  from = skip_plain(bytes, length, from, end);
  while (from < end && !may_start_escape(bytes[from], from + 1 < length ? bytes[from + 1] : 0))
    from++;
  return from < end ? from : end;
}

size_t ck_find_newline(const uint8_t *bytes, size_t from, size_t end) {
  const uint8_t *newline = memchr(bytes + from, '\n', end - from);
  return newline ? (size_t)(newline - bytes) : end;
}

// Goes back over pieces without a line end, all of one size.
static inline __attribute__((always_inline)) size_t before_pieces(const uint8_t *bytes, size_t limit,
                                                                  size_t end, unsigned size) {
  while (end >= limit + size) {
    // Looked at forwards: the compiler turns round what is not.
    const uint8_t *piece = bytes + (end - size);
    uint8_t some = 0;
    for (unsigned i = 0; i < size; i++) some |= piece[i] == '\n';
    if (some) break;
    end -= size;
  }
  return end;
}

size_t ck_after_last_newline(const uint8_t *bytes, size_t limit, size_t end) {
  end = before_pieces(bytes, limit, end, block);
  end = before_pieces(bytes, limit, end, 8);
  return before_pieces(bytes, limit, end, 1);
}

size_t ck_ascii_end(const uint8_t *bytes, size_t from, size_t end) {
  while (from + block <= end) {
    uint8_t some = 0;
    for (unsigned i = 0; i < block; i++) some |= bytes[from + i];
    if (some & 0x80u) break;
    from += block;
  }
  while (from < end && bytes[from] < 0x80) from++;
  return from;
}

// A lane of a byte holds the count of at most 255 rounds. The compiler makes vectors of them.
static size_t count_newlines(const uint8_t *bytes, size_t length) {
  size_t count = 0;
  while (length > 0) {
    size_t part = length < 255 * block ? length : 255 * block;
    uint8_t lanes[block] = {0};
    size_t i = 0;
    for (; i + block <= part; i += block)
      for (unsigned lane = 0; lane < block; lane++) lanes[lane] += bytes[i + lane] == '\n';
    for (unsigned lane = 0; lane < block; lane++) count += lanes[lane];
    for (; i < part; i++) count += bytes[i] == '\n';
    bytes += part;
    length -= part;
  }
  return count;
}

#if defined(__x86_64__)
// Every processor with AVX2 counts bits.
__attribute__((target("avx2,popcnt"))) static size_t count_newlines_avx2(const uint8_t *bytes,
                                                                         size_t length) {
  size_t count = 0, from = 0;
  for (; from + 32 <= length; from += 32) {
    __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + from));
    __m256i newlines = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\n'));
    count += (size_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(newlines));
  }
  return count + count_newlines(bytes + from, length - from);
}
#endif

size_t ck_count_newlines(const uint8_t *bytes, size_t length) {
#if defined(__x86_64__)
  if (ck_engine_is_available(ck_avx2)) return count_newlines_avx2(bytes, length);
#endif
  return count_newlines(bytes, length);
}

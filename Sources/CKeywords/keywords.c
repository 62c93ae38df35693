#include "CKeywords.h"

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
  size_t length;
  uint32_t number;
} keyword;

struct ck_set {
  // For each of the four bytes of a fingerprint: the buckets that a low, and a high, nibble allows.
  // Sixteen entries each, as a byte shuffle wants them.
  uint8_t low[fingerprint][16];
  uint8_t high[fingerprint][16];
  // The same by whole byte, for the scalar engine and for the last bytes.
  uint8_t buckets[fingerprint][256];
  // The keywords of bucket b are those from first[b] to before first[b + 1].
  uint32_t first[bucket_count + 1];
  keyword *keywords;
  uint8_t *text;
  int ignores_case;
};

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

// The nibbles that a bucket admits at each place of a fingerprint, a bit each.
typedef struct masks {
  uint16_t low[fingerprint], high[fingerprint];
} masks;

static masks joined(masks masks, const uint8_t *bytes, int ignores_case) {
  for (unsigned i = 0; i < fingerprint; i++) {
    masks.low[i] |= (uint16_t)(1u << (bytes[i] & 15u));
    masks.high[i] |= (uint16_t)(1u << (bytes[i] >> 4u));
    // A capital differs from its letter in the high nibble alone.
    if (ignores_case && is_lowercase(bytes[i])) {
      masks.high[i] |= (uint16_t)(1u << ((bytes[i] ^ 0x20u) >> 4u));
    }
  }
  return masks;
}

// How often a place of a text passes a bucket, up to a factor: it admits every mixture of nibbles.
static double passage(masks masks) {
  double product = 1;
  for (unsigned i = 0; i < fingerprint; i++) {
    unsigned sum = 0;
    for (unsigned high = masks.high[i]; high; high &= high - 1)
      for (unsigned low = masks.low[i]; low; low &= low - 1)
        sum += frequency((unsigned)__builtin_ctz(high) << 4u | (unsigned)__builtin_ctz(low));
    product *= sum;
  }
  return product;
}

// How the keywords lie in buckets; none is in a bucket before it is admitted.
typedef struct sorting {
  const uint8_t *text;
  const size_t *lengths;
  size_t count;
  int ignores_case;
  uint8_t *bucket_of;
  masks masks[bucket_count];
  double passage[bucket_count];
} sorting;

static void update(sorting *sorting, unsigned bucket) {
  masks masks = {0};
  const uint8_t *bytes = sorting->text;
  for (size_t i = 0; i < sorting->count; bytes += sorting->lengths[i++])
    if (sorting->bucket_of[i] == bucket) masks = joined(masks, bytes, sorting->ignores_case);
  sorting->masks[bucket] = masks;
  sorting->passage[bucket] = passage(masks);
}

// Puts a keyword into the bucket that it makes let the least more pass; says whether that is another.
static int admit(sorting *sorting, size_t keyword, const uint8_t *bytes) {
  unsigned old = sorting->bucket_of[keyword], best = 0;
  sorting->bucket_of[keyword] = bucket_count;
  if (old < bucket_count) update(sorting, old);
  double least = 0;
  for (unsigned bucket = 0; bucket < bucket_count; bucket++) {
    double more = passage(joined(sorting->masks[bucket], bytes, sorting->ignores_case)) -
                  sorting->passage[bucket];
    if (bucket > 0 && more >= least) continue;
    least = more;
    best = bucket;
  }
  sorting->bucket_of[keyword] = (uint8_t)best;
  update(sorting, best);
  return best != old;
}

static void fill_buckets(ck_set *set) {
  for (unsigned i = 0; i < fingerprint; i++)
    for (unsigned byte = 0; byte < 256; byte++)
      set->buckets[i][byte] = set->low[i][byte & 15u] & set->high[i][byte >> 4u];
}

// The keywords that come first have the choice of empty buckets, so that all are asked again.
enum { rounds = 4 };

static void sort_into_buckets(sorting *sorting) {
  memset(sorting->bucket_of, bucket_count, sorting->count);
  for (unsigned bucket = 0; bucket < bucket_count; bucket++) update(sorting, bucket);
  int moved = 1;
  for (unsigned round = 0; round < rounds && moved; round++) {
    moved = 0;
    const uint8_t *bytes = sorting->text;
    for (size_t i = 0; i < sorting->count; bytes += sorting->lengths[i++])
      moved |= admit(sorting, i, bytes);
  }
}

static void take_masks(ck_set *set, const sorting *sorting) {
  for (unsigned bucket = 0; bucket < bucket_count; bucket++)
    for (unsigned i = 0; i < fingerprint; i++)
      for (unsigned nibble = 0; nibble < 16; nibble++) {
        set->low[i][nibble] |=
            (uint8_t)((sorting->masks[bucket].low[i] >> nibble & 1u) << bucket);
        set->high[i][nibble] |=
            (uint8_t)((sorting->masks[bucket].high[i] >> nibble & 1u) << bucket);
      }
}

static void take_keywords(ck_set *set, const sorting *sorting) {
  uint32_t at = 0;
  for (unsigned bucket = 0; bucket < bucket_count; bucket++) {
    set->first[bucket] = at;
    const uint8_t *bytes = set->text;
    for (size_t i = 0; i < sorting->count; bytes += sorting->lengths[i++])
      if (sorting->bucket_of[i] == bucket)
        set->keywords[at++] = (keyword){bytes, sorting->lengths[i], (uint32_t)i};
  }
  set->first[bucket_count] = at;
}

static int fill(ck_set *set, const size_t *lengths, size_t count) {
  uint8_t *bucket_of = malloc(count ? count : 1);
  if (!bucket_of) return 0;
  sorting sorting = {.text = set->text,
                     .lengths = lengths,
                     .count = count,
                     .ignores_case = set->ignores_case,
                     .bucket_of = bucket_of};
  sort_into_buckets(&sorting);
  take_masks(set, &sorting);
  take_keywords(set, &sorting);
  fill_buckets(set);
  free(bucket_of);
  return 1;
}

ck_set *ck_set_create(const uint8_t *bytes, const size_t *lengths, size_t count,
                      int ignores_case) {
  size_t total = 0;
  for (size_t i = 0; i < count; total += lengths[i++])
    if (lengths[i] < ck_shortest) return NULL;
  if (count > (1u << 31)) return NULL;
  ck_set *set = calloc(1, sizeof *set);
  if (!set) return NULL;
  set->ignores_case = ignores_case;
  set->keywords = calloc(count ? count : 1, sizeof *set->keywords);
  set->text = malloc(total ? total : 1);
  if (!set->keywords || !set->text) {
    ck_set_free(set);
    return NULL;
  }
  memcpy(set->text, bytes, total);
  if (!fill(set, lengths, count)) {
    ck_set_free(set);
    return NULL;
  }
  return set;
}

void ck_set_free(ck_set *set) {
  free(set->keywords);
  free(set->text);
  free(set);
}

// What one call of ck_find has found so far.
typedef struct sink {
  ck_hit *hits;
  size_t count;
  size_t capacity;
} sink;

static void sort_by_keyword(ck_hit *hits, size_t count) {
  for (size_t i = 1; i < count; i++) {
    ck_hit hit = hits[i];
    size_t at = i;
    for (; at > 0 && hits[at - 1].keyword > hit.keyword; at--) hits[at] = hits[at - 1];
    hits[at] = hit;
  }
}

static int is_at(const ck_set *set, const keyword *keyword, const uint8_t *bytes) {
  if (!set->ignores_case) return memcmp(bytes, keyword->bytes, keyword->length) == 0;
  for (size_t i = 0; i < keyword->length; i++) {
    unsigned byte = bytes[i];
    if (byte >= 'A' && byte <= 'Z') byte |= 0x20u;
    if (byte != keyword->bytes[i]) return 0;
  }
  return 1;
}

// Compares the keywords of the buckets that a position passed. Returns 0, and takes nothing, where
// the hits do not fit.
static int verify(const ck_set *set, const uint8_t *bytes, size_t length, size_t offset,
                  unsigned buckets, sink *out) {
  size_t before = out->count;
  for (; buckets; buckets &= buckets - 1) {
    unsigned bucket = (unsigned)__builtin_ctz(buckets);
    for (uint32_t k = set->first[bucket]; k < set->first[bucket + 1]; k++) {
      const keyword *candidate = &set->keywords[k];
      if (candidate->length > length - offset) continue;
      if (!is_at(set, candidate, bytes + offset)) continue;
      if (out->count == out->capacity) {
        out->count = before;
        return 0;
      }
      out->hits[out->count++] = (ck_hit){offset, candidate->number};
    }
  }
  if (out->count - before > 1) sort_by_keyword(out->hits + before, out->count - before);
  return 1;
}

// Each engine goes on from `from` and returns where it stopped: at the end of what it can look at,
// or at a position whose hits did not fit.
static size_t scan_scalar(const ck_set *set, const uint8_t *bytes, size_t length, size_t from,
                          sink *out) {
  for (; from + fingerprint <= length; from++) {
    unsigned buckets = set->buckets[0][bytes[from]] & set->buckets[1][bytes[from + 1]] &
                       set->buckets[2][bytes[from + 2]] & set->buckets[3][bytes[from + 3]];
    if (buckets && !verify(set, bytes, length, from, buckets, out)) return from;
  }
  return length;
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static size_t scan_avx2(const ck_set *set, const uint8_t *bytes,
                                                        size_t length, size_t from, sink *out) {
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i low[fingerprint], high[fingerprint];
  for (unsigned i = 0; i < fingerprint; i++) {
    low[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->low[i]));
    high[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->high[i]));
  }
  for (; from + 32 + fingerprint - 1 <= length; from += 32) {
    __m256i passed = _mm256_set1_epi8(-1);
    for (unsigned i = 0; i < fingerprint; i++) {
      __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + from + i));
      __m256i rows = _mm256_shuffle_epi8(low[i], _mm256_and_si256(text, nibble));
      __m256i columns = _mm256_shuffle_epi8(
          high[i], _mm256_and_si256(_mm256_srli_epi16(text, 4), nibble));
      passed = _mm256_and_si256(passed, _mm256_and_si256(rows, columns));
    }
    if (_mm256_testz_si256(passed, passed)) continue;
    uint8_t buckets[32];
    _mm256_storeu_si256((__m256i *)buckets, passed);
    uint32_t empty =
        (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(passed, _mm256_setzero_si256()));
    for (uint32_t some = ~empty; some; some &= some - 1) {
      unsigned lane = (unsigned)__builtin_ctz(some);
      if (!verify(set, bytes, length, from + lane, buckets[lane], out)) return from + lane;
    }
  }
  return scan_scalar(set, bytes, length, from, out);
}

__attribute__((target("ssse3"))) static size_t scan_ssse3(const ck_set *set, const uint8_t *bytes,
                                                          size_t length, size_t from, sink *out) {
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
    if (empty == 0xffff) continue;
    uint8_t buckets[16];
    _mm_storeu_si128((__m128i *)buckets, passed);
    for (uint32_t some = ~empty & 0xffff; some; some &= some - 1) {
      unsigned lane = (unsigned)__builtin_ctz(some);
      if (!verify(set, bytes, length, from + lane, buckets[lane], out)) return from + lane;
    }
  }
  return scan_scalar(set, bytes, length, from, out);
}

#elif defined(__aarch64__)

static size_t scan_neon(const ck_set *set, const uint8_t *bytes, size_t length, size_t from,
                        sink *out) {
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
    for (unsigned lane = 0; lane < 16; lane++)
      if (buckets[lane] && !verify(set, bytes, length, from + lane, buckets[lane], out))
        return from + lane;
  }
  return scan_scalar(set, bytes, length, from, out);
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
#elif defined(__aarch64__)
  case ck_neon:
    return 1;
#endif
  default:
    return 0;
  }
}

ck_engine ck_best_engine(void) {
  static const ck_engine best_first[] = {ck_avx2, ck_neon, ck_ssse3};
  for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++)
    if (ck_engine_is_available(best_first[i])) return best_first[i];
  return ck_scalar;
}

size_t ck_find(const ck_set *set, ck_engine engine, const uint8_t *bytes, size_t length,
               size_t *from, ck_hit *hits, size_t capacity) {
  sink out = {hits, 0, capacity};
  switch (engine) {
#if defined(__x86_64__)
  case ck_avx2:
    *from = scan_avx2(set, bytes, length, *from, &out);
    break;
  case ck_ssse3:
    *from = scan_ssse3(set, bytes, length, *from, &out);
    break;
#elif defined(__aarch64__)
  case ck_neon:
    *from = scan_neon(set, bytes, length, *from, &out);
    break;
#endif
  default:
    *from = scan_scalar(set, bytes, length, *from, &out);
  }
  return out.count;
}

size_t ck_count_newlines(const uint8_t *bytes, size_t length) {
  size_t count = 0;
  while (length > 0) {
    // A lane of a byte holds the count of at most 255 rounds. The compiler makes vectors of them.
    size_t block = length < 255 * 64 ? length : 255 * 64;
    uint8_t lanes[64] = {0};
    size_t i = 0;
    for (; i + 64 <= block; i += 64)
      for (unsigned lane = 0; lane < 64; lane++) lanes[lane] += bytes[i + lane] == '\n';
    for (unsigned lane = 0; lane < 64; lane++) count += lanes[lane];
    for (; i < block; i++) count += bytes[i] == '\n';
    bytes += block;
    length -= block;
  }
  return count;
}

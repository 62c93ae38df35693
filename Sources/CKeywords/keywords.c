#include "keyword_set.h"

#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

static unsigned passes(const uint64_t *filter, uint32_t hash) {
  return filter[hash / 64] >> (hash % 64) & 1u;
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

// In how many bytes keywords are looked up one by one before they are sorted: that takes as long.
enum { worth_sorting = 1u << 17 };

// Sorts the keywords where they are to be, or where it pays to look at so many bytes more. Says whether they
// lie in buckets.
static int prepare_buckets(ck_set *set, size_t more, int has_to) {
  if (atomic_load_explicit(&set->is_sorted, memory_order_acquire)) return !set->is_crowded;
  size_t before = atomic_fetch_add_explicit(&set->looked_at, more, memory_order_relaxed);
  if (!has_to && before + more < worth_sorting) return 0;
  pthread_mutex_lock(&set->lock);
  if (!atomic_load_explicit(&set->is_sorted, memory_order_relaxed)) {
    ck_sort_keywords(set);
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
  if (engine != ck_scalar && !prepare_buckets(set, length - *from, engine != ck_quickest))
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

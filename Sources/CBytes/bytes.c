#include "CBytes.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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
  if (__builtin_cpu_supports("avx512bw")) return skip_plain_avx512(bytes, length, from, end);
  if (__builtin_cpu_supports("avx2")) return skip_plain_avx2(bytes, length, from, end);
#endif
  for (; from + block < length && from + block <= end; from += block) {
    uint8_t some = 0;
    for (unsigned i = 0; i < block; i++)
      some |= (uint8_t)may_start_escape(bytes[from + i], bytes[from + i + 1]);
    if (some) break;
  }
  return from;
}

size_t cb_find_escape(const uint8_t *bytes, size_t length, size_t from, size_t end) {
  from = skip_plain(bytes, length, from, end);
  while (from < end && !may_start_escape(bytes[from], from + 1 < length ? bytes[from + 1] : 0))
    from++;
  return from < end ? from : end;
}

size_t cb_find_newline(const uint8_t *bytes, size_t from, size_t end) {
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

size_t cb_after_last_newline(const uint8_t *bytes, size_t limit, size_t end) {
  end = before_pieces(bytes, limit, end, block);
  end = before_pieces(bytes, limit, end, 8);
  return before_pieces(bytes, limit, end, 1);
}

size_t cb_ascii_end(const uint8_t *bytes, size_t from, size_t end) {
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

size_t cb_count_newlines(const uint8_t *bytes, size_t length) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return count_newlines_avx2(bytes, length);
#endif
  return count_newlines(bytes, length);
}

// Swift does not import PCRE2's renaming macros, so callers use the names that end in `_8`.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/**
 * The characters of a term: letters and digits of any script. DuckDB's regular expressions have \p{L} and \p{N} for them,
 * but compiling those takes milliseconds, for each test and each row group, which adds seconds to a sweep of 300 hunts.
 * These ranges compile at once. They equal \p{L} and \p{N} in Latin, Greek, Cyrillic, Arabic, Hebrew, kana, punctuation,
 * spaces, currency, arrows, boxes and full-width forms; in rarer scripts they include some marks and punctuation. The
 * test beside this file checks that.
 */
const RANGES = `30-39 41-5a 61-7a aa b2-b3 b5 b9-ba bc-be c0-d6 d8-f6 f8-2c1 2c6-2d1 2e0-2e4 2ec 2ee 370-374 376-37d 37f-383
  386 388-3f5 3f7-481 48a-559 560-588 5d0-5f2 620-64a 660-669 66e-66f 671-6d3 6d5 6e5-6e6 6ee-6fc 6ff 710-963 966-96f
  971-1fbc 1fbe 1fc2-1fcc 1fd0-1fdb 1fe0-1fec 1ff2-1ffc 2070-2079 207f-2089 2090-209c 2102 2107 210a-2113 2115 2119-211d
  2124 2126 2128 212a-212d 212f-2139 213c-213f 2145-2149 214e 2150-2189 2460-249b 24ea-24ff 2776-2793 2c00-2dff 2e2f
  3005-3007 3021-3029 3031-3035 3038-303c 3041-3098 309d-309f 30a1-30fa 30fc-d7ff f900-fdfb fe70-fefc ff10-ff19 ff21-ff3a
  ff41-ff5a ff66-ffdc 10000-1efff 1f100-1f10c 1fbf0-1fbf9 20000-3ffff`;

const character = (hex: string) => String.fromCodePoint(Number.parseInt(hex, 16));

/** The inside of a character class, for JavaScript's regexps and DuckDB's alike. */
export const LETTERS = RANGES.split(/\s+/)
  .map((range) => range.split('-').map(character).join('-'))
  .join('');

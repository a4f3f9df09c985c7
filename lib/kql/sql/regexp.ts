/**
 * Regular expressions. Kusto has Rust's, DuckDB has RE2's. Most of it is the same. `\d`, `\s` and `\w` know Unicode in
 * Rust only, so they are written out; what RE2 reads differently, or not at all, is refused with its place.
 * Known difference: `\b` knows ASCII words only.
 */
import { clip, type Node } from '../syntax/node';
import type { Value } from './value';

const MAX_GROUPS = 16;
/** How often RE2 repeats an item, counting repetitions in repetitions. */
const MAX_REPEATS = 1000;
/** RE2's memory for one pattern, in its instructions, with some room left. */
const MAX_SIZE = 340_000;
/** RE2's instructions for a class of Unicode characters such as `\w`, for a set that ends in UTF-8, and for one character; measured. */
const [UNICODE_SIZE, SET_SIZE, CHARACTER_SIZE] = [900, 20, 4];
const classes: Record<string, string> = {
  d: '\\p{Nd}',
  s: '\\t\\n\\v\\f\\r\\x{85}\\p{Z}',
  w: '\\p{L}\\p{M}\\p{Nd}\\p{Pc}',
};

/** The RE2 pattern for a constant KQL pattern. Throws a KqlError at the node. */
export function regexpOf(node: Node, pattern: Value): string {
  if (typeof pattern.constant !== 'string') throw node.error('constant', 'A regular expression must be a constant here.');
  try {
    return new Reader(pattern.constant).read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw node.error('regexp', `The regular expression ${clip(node.text)}: ${error.message}`);
  }
}

/** How many groups a pattern has that `regexpOf` takes. */
export function groupsOf(pattern: string): number {
  const reader = new Reader(pattern);
  reader.read();
  return reader.groups;
}

/** What is wrong with a pattern that a person gives; undefined where nothing is. */
export function regexpFault(pattern: string): string | undefined {
  try {
    new Reader(pattern).read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.message;
  }
}

class Problem extends Error {}

const POSIX = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]$/;

/** A general category such as `Lu`, a script such as `Greek`, or `Any`: what RE2 and Rust both know by that name. */
function isUnicodeClass(name: string): boolean {
  if (name === 'Any') return true;
  const known = /^[A-Z][a-z]?$/.test(name) ? name : `Script=${name}`;
  try {
    return new RegExp(`\\p{${known}}`, 'u').test('') || true;
  } catch {
    return false;
  }
}

class Reader {
  private at = 0;
  private depth = 0;
  groups = 0;
  /** How often the last item repeats what is in it. */
  private repeats = 1;
  /** The most of that in each group that is open, the outermost first. */
  private readonly most = [1];
  /** RE2's instructions for the last item, and for what each group that is open holds so far, the outermost first. */
  private lastSize = 0;
  private readonly sizes = [0];
  /** Whether a quantifier has something before it to repeat. */
  private repeatable = false;

  constructor(private readonly text: string) {}

  read(): string {
    let out = '';
    while (this.at < this.text.length) out += this.item();
    if (this.depth > 0) throw new Problem('a ( is not closed.');
    if ((this.sizes[0] ?? 0) > MAX_SIZE)
      throw new Problem('it is too large: a \\w, \\s or \\p that repeats hundreds of times takes the most room.');
    return out;
  }

  private item(): string {
    const c = this.text[this.at] ?? '';
    if (c === '\\') return this.atom(this.escape());
    if (c === '[') return this.atom(this.set());
    if (c === '(') return this.open();
    if (c === ')') return this.close();
    if (c === '*' || c === '+' || c === '?' || c === '{') return this.quantifier();
    this.at++;
    this.repeatable = !'|^'.includes(c);
    this.repeats = 1;
    this.grow(c === '.' ? SET_SIZE : CHARACTER_SIZE);
    return c;
  }

  private atom(sql: string): string {
    this.repeatable = true;
    this.repeats = 1;
    this.grow(/\\p/i.test(sql) ? UNICODE_SIZE : SET_SIZE);
    return sql;
  }

  /** Adds an item to the group that is open. */
  private grow(size: number): void {
    this.lastSize = size;
    this.sizes.push((this.sizes.pop() ?? 0) + size);
  }

  private open(): string {
    const special = /^\(\?(?:P?<(\w+)>|([imsU-]*)(:|\)))/.exec(this.text.slice(this.at));
    if (this.text.startsWith('(?', this.at) && !special)
      throw new Problem(`“${clip(this.text.slice(this.at, this.at + 4))}” (look-around or an unknown flag) is not supported.`);
    const [whole = '(', name, flags = '', end] = special ?? [];
    if (!/^[imsU]*(?:-[imsU]+)?$/.test(flags)) throw new Problem(`“${clip(whole)}” has a “-” without flags.`);
    if ((!special || name !== undefined) && ++this.groups > MAX_GROUPS)
      throw new Problem(`it has more than ${MAX_GROUPS} groups.`);
    this.at += whole.length;
    this.repeatable = false;
    if (end === ')') return whole;
    this.depth++;
    this.most.push(1);
    this.sizes.push(0);
    return name === undefined ? whole : `(?P<${name}>`;
  }

  private close(): string {
    if (--this.depth < 0) throw new Problem('a ) closes nothing.');
    this.at++;
    const inside = this.most.pop() ?? 1;
    this.count(inside);
    this.repeatable = true;
    this.repeats = inside;
    this.grow(this.sizes.pop() ?? 0);
    return ')';
  }

  private quantifier(): string {
    const m = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(this.text.slice(this.at));
    if (!m) throw new Problem('a { that is no count must be written \\{.');
    if (!this.repeatable) throw new Problem(`“${m[0]}” has nothing to repeat.`);
    const counts = [m[1], m[2]].filter((n) => n !== undefined && n !== '').map(Number);
    const repeats = this.repeats * Math.max(1, ...counts);
    if (repeats > MAX_REPEATS)
      throw new Problem(`it repeats something more than ${MAX_REPEATS} times, counting repeats in repeats.`);
    this.count(repeats);
    this.grow(this.lastSize * (Math.max(1, ...counts) - 1));
    if (counts.length === 2 && (counts[0] ?? 0) > (counts[1] ?? 0)) throw new Problem('a count runs backwards.');
    this.at += m[0].length;
    this.repeatable = false;
    return m[0];
  }

  private count(repeats: number): void {
    this.most.push(Math.max(repeats, this.most.pop() ?? 1));
  }

  /** An escape outside brackets. */
  private escape(): string {
    const c = this.text[this.at + 1] ?? '';
    const lower = c.toLowerCase();
    if (classes[lower]) {
      this.at += 2;
      return `[${c === lower ? '' : '^'}${classes[lower]}]`;
    }
    if (c === 'b' || c === 'B' || c === 'A' || c === 'z') {
      this.at += 2;
      return `\\${c}`;
    }
    return this.literalEscape();
  }

  /** An escape that stands for characters, inside or outside brackets. */
  private literalEscape(): string {
    const rest = this.text.slice(this.at);
    const known = /^\\(?:[pP](?:\{\^?\w+\}|[A-Z])|x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]{1,6}\})|[tnrfva]|[^\p{L}\p{N}\s])/u.exec(
      rest,
    )?.[0];
    const unicode = /^\\[uU](?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/.exec(rest);
    if (known === undefined && !unicode) throw new Problem(`“${clip(rest.slice(0, 3))}” is not supported.`);
    if (known?.toLowerCase().startsWith('\\p') && !isUnicodeClass(known.replace(/\\p|[{}^]/gi, '')))
      throw new Problem(`“${clip(known)}” is no class of Unicode characters here.`);
    const hex = known?.startsWith('\\x') ? known.replace(/\\x|[{}]/g, '') : (unicode?.[1] ?? unicode?.[2] ?? '0');
    if (Number.parseInt(hex, 16) > 0x10ffff) throw new Problem(`“${clip(rest.slice(0, 12))}” is no character.`);
    this.at += (known ?? unicode?.[0] ?? '').length;
    return known ?? `\\x{${unicode?.[1] ?? unicode?.[2]}}`;
  }

  private set(): string {
    const negated = this.text[this.at + 1] === '^';
    this.at += negated ? 2 : 1;
    let body = '';
    const outside: string[] = [];
    for (let first = true; first || this.text[this.at] !== ']'; first = false) {
      const c = this.text[this.at];
      const next = this.text[this.at + 1] ?? '';
      const posix = /^\[:\^?[a-z]+:\]/.exec(this.text.slice(this.at))?.[0];
      if (c === undefined) throw new Problem('a [ is not closed.');
      if (/^(?:&&|--|~~)/.test(c + next)) throw new Problem(`“${c}${next}” between sets is not supported.`);
      if (c === '[' && !posix) throw new Problem('a [ inside [ ] must be written \\[.');
      if (posix && !POSIX.test(posix)) throw new Problem(`“${posix}” is not supported.`);
      if (posix) {
        body += posix;
        this.at += posix.length;
      } else if (c === '\\' && classes[next.toLowerCase()]) {
        this.at += 2;
        if (next === next.toLowerCase()) body += classes[next];
        else outside.push(`[^${classes[next.toLowerCase()]}]`);
      } else if (c === '\\') body += this.literalEscape();
      else {
        body += first && c === ']' ? '\\]' : c;
        this.at++;
      }
    }
    this.at++;
    const range = /(?<!\\)([a-zA-Z0-9])-([a-zA-Z0-9])/.exec(body);
    if (range && (range[1] ?? '') > (range[2] ?? '')) throw new Problem(`the range ${range[0]} runs backwards.`);
    if (outside.length === 0) return `[${negated ? '^' : ''}${body}]`;
    // A class of RE2 cannot hold the complement of a list, so that goes beside it.
    if (negated) throw new Problem('\\D, \\S or \\W inside [^ ] is not supported.');
    return `(?:${[...outside, ...(body === '' ? [] : [`[${body}]`])].join('|')})`;
  }
}

/** What a command line holds for PowerShell's -EncodedCommand. Pure. */

export interface Decoded {
  text: string;
  /** Only the beginning was decoded. */
  isCut: boolean;
}

/** Characters of base64 that are decoded at most, a multiple of 8 so that no character of the text is cut. */
const MOST = 65_536;

/** PowerShell accepts any prefix of the parameter’s name, the short form `-ec`, and several kinds of dash. */
const argument = /(?:^|[\s"'(])[-/\u2013-\u2015]{1,2}(e[a-z]*)["']?\s+["']?([a-z\d+/]+={0,2})(?=["'\s);&|]|$)/gi;

const isParameter = (word: string) => 'encodedcommand'.startsWith(word.toLowerCase()) || word.toLowerCase() === 'ec';

/**
 * The text of the first `-EncodedCommand` (`-e`, `-enc`, `/EncodedCommand` …) that is base64 of UTF-16LE text with at least one
 * ASCII letter, because every script has one. Null if there is none. Never throws.
 */
export function decodePowerShell(commandLine: string): Decoded | null {
  for (const [, word = '', code = ''] of commandLine.matchAll(argument)) {
    const text = isParameter(word) && code.length % 4 === 0 ? textOf(code.slice(0, MOST)) : null;
    if (text !== null) return { text, isCut: code.length > MOST };
  }
  return null;
}

function textOf(code: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(code), (byte) => byte.charCodeAt(0));
    const text = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[a-z]/i.test(text) ? text : null;
  } catch {
    return null; // no base64, an odd number of bytes, or half a character
  }
}

const LONGEST = 2500; // a cookie holds 4096 bytes, and writing it encodes some characters as three
const here = 'http://here.invalid';

/**
 * Where to go after signing in: a page of ours as path and query, or undefined. A browser reads `//host`, `/\host` and
 * `/<tab>/host` as another site, and resolves dots first, so the path is normalised and must then hold none of these.
 */
export function safeReturnTo(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST || !/^\/[\x21-\x7e]*$/.test(text) || text.includes('\\')) return undefined;
  if (text.startsWith('//') || !URL.canParse(text, here)) return undefined;
  const url = new URL(text, here);
  // Next's own, on requests for a part of a page. Only when there, since removing writes the whole query anew.
  if (url.searchParams.has('_rsc')) url.searchParams.delete('_rsc');
  const notPages = /^\/(api|_next|sign-in)(\/|$)/i;
  if (url.origin !== here || url.pathname.includes('//') || notPages.test(url.pathname)) return undefined;
  return `${url.pathname}${url.search}`;
}

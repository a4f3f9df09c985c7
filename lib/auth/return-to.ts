const LONGEST = 2500; // a cookie holds 4096 bytes, and some characters take three when it is encoded
const here = 'http://here.invalid';

/**
 * The page to open after signing in, as path and query; undefined unless it is a page of ours. Browsers take `//host`, `/\host` and
 * `/<tab>/host` for another site, also after resolving dots, so the path is normalised first and then checked.
 */
export function safeReturnTo(text: string | undefined, longest = LONGEST): string | undefined {
  if (text === undefined || text.length > longest || !/^\/[\x21-\x7e]*$/.test(text) || text.includes('\\')) return undefined;
  if (text.startsWith('//') || !URL.canParse(text, here)) return undefined;
  const url = new URL(text, here);
  // Next adds `_rsc` to requests for a part of a page. Deleting it rewrites the whole query, so it is done only where needed.
  if (url.searchParams.has('_rsc')) url.searchParams.delete('_rsc');
  const decoded = decode(url.pathname); // Next's router decodes a path before it looks for its route
  const notPages = /^\/+(api|_next|sign-in)(\/|$)/i;
  if (url.origin !== here || url.pathname.includes('//') || decoded === undefined || notPages.test(decoded)) return undefined;
  return `${url.pathname}${url.search}`;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

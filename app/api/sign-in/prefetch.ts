/** Refuses a prefetch: a browser that opens an address in advance must not start a sign-in or use up a link. */
export function refusePrefetch({ headers }: Request): Response | undefined {
  if (!/prefetch|prerender/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')) return undefined;
  return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } });
}

export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/**
 * Answers HEAD, which Next would otherwise answer by running GET: a program that only checks an address must not use up its
 * link.
 */
export function onlyGet(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}

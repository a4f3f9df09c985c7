/** An answer for who opens an address only in case somebody will: it must begin and use up nothing. */
export function refusePrefetch({ headers }: Request): Response | undefined {
  if (!/prefetch|prerender/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')) return undefined;
  return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } });
}

export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/** HEAD would run GET; what looks at an address must not use it up. */
export function onlyGet(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}

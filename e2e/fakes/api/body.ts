import type { Exchange } from '../http/exchange';

/** What a request's JSON is, `value` undefined where it is broken; undefined where there is no body or it is not said to be JSON. */
export async function readJson(exchange: Exchange): Promise<{ value: unknown } | undefined> {
  const text = await exchange.text();
  if (text === '' || !/^application\/json\b/i.test(exchange.header('content-type') ?? '')) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { value: undefined };
  }
}

import type { Exchange } from '../http/exchange';

/** Reads a request's JSON. `value` is undefined where it is broken; the result is undefined without a body or JSON's content type. */
export async function readJson(exchange: Exchange): Promise<{ value: unknown } | undefined> {
  const text = await exchange.text();
  if (text === '' || !/^application\/json\b/i.test(exchange.header('content-type') ?? '')) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { value: undefined };
  }
}

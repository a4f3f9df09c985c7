/** What Azure says of a failure: an error with errors in it. */
import { z } from 'zod';

const flat = z.object({
  code: z.coerce.string().catch(''),
  message: z.string().catch(''),
  /** The line in the query as sent, from 1. */
  line: z.number().int().positive().optional().catch(undefined),
  pos: z.number().int().nonnegative().optional().catch(undefined),
});
const nested = z.object({ innererror: z.unknown().optional(), details: z.array(z.unknown()).catch([]) });
const MAX_DEPTH = 8;

export interface AzureError {
  code: string;
  message: string;
  line?: number | undefined;
  pos?: number | undefined;
}

/** An error and those inside it, the outermost first; none when it is no such object. */
export function readErrors(error: unknown, depth = 0): AzureError[] {
  const own = flat.safeParse(error);
  if (!own.success || depth > MAX_DEPTH) return [];
  const { innererror, details } = nested.parse(error);
  return [own.data, ...[...details, innererror].flatMap((inner) => readErrors(inner, depth + 1))];
}

/** The innermost errors of an error: what went wrong, without what it was wrapped in. */
export function innermostErrors(error: unknown, depth = 0): AzureError[] {
  const own = flat.safeParse(error);
  if (!own.success || depth > MAX_DEPTH) return [];
  const { innererror, details } = nested.parse(error);
  const inner = [...details, innererror].flatMap((each) => innermostErrors(each, depth + 1));
  return inner.length > 0 ? inner : [own.data];
}

/** The errors of a failed call's body, whatever it is. */
export function errorsOfBody(text: string): AzureError[] {
  try {
    return readErrors(z.object({ error: z.unknown() }).parse(JSON.parse(text)).error);
  } catch {
    return [];
  }
}

const correlated = z.object({ error: z.object({ correlationId: z.string().min(1) }) });

/** The id by which the service's support finds a failed call, where its body has one; null else. */
export function correlationIdOf(text: string): string | null {
  try {
    return correlated.safeParse(JSON.parse(text)).data?.error.correlationId ?? null;
  } catch {
    return null;
  }
}

/** The innermost message, which is the one that says something, as a sentence short enough for a message of ours. */
export function wordsOf(errors: AzureError[]): string {
  const said = errors.map(({ message }) => message.replace(/\s+/g, ' ').trim()).filter((message) => message !== '');
  const last = said.at(-1) ?? 'It gave no reason.';
  if (last.length > 300) return `${last.slice(0, 299)}…`;
  return /[.!?]$/.test(last) ? last : `${last}.`;
}

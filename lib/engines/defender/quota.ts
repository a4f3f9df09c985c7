/** Finds which limit a 429 of advanced hunting is about; only its body says so. */

export interface Quota {
  /** The limit as a sentence. */
  limit: string;
  /** Milliseconds until it goes on, when the body says so. */
  after: number | undefined;
}

/** Reads the message of a 429. Its forms are those that Microsoft documents and that people have reported. */
export function quotaOf(message: string): Quota {
  const after = durationIn(/\bagain in (?:about )?(.*)$/i.exec(message)?.[1] ?? '');
  const calls = /\bmaximum allowed (?:is )?(\d+) per (\d\d):(\d\d):(\d\d)/i.exec(message);
  if (calls) {
    const per = durationIn(calls[0].slice(-8)) ?? 0;
    const span = per === 60_000 ? 'minute' : per === 3_600_000 ? 'hour' : calls[0].slice(-8);
    return { limit: `Microsoft Defender takes ${calls[1]} calls per ${span} from this tenant, and they are used up.`, after };
  }
  if (/\b(?:processing resources|cpu|resources allocated|running time|execution time)\b/i.test(message)) {
    const cycle = /\bdaily\b|\bday\b|24 hours/i.test(message) || (after ?? 0) > QUARTER ? 'for today' : 'for these 15 minutes';
    return { limit: `The tenant has used up its share of Microsoft Defender’s computing ${cycle}.`, after };
  }
  return { limit: 'Microsoft Defender takes no more queries from this tenant for now (429).', after };
}

/** CPU is given out anew every quarter of an hour, and every day. */
const QUARTER = 15 * 60_000;

const units: Record<string, number> = { second: 1000, sec: 1000, minute: 60_000, min: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of `00:12:30`, `1.02:00:00`, `8 seconds`, `12 minutes and 30 seconds`; undefined when the text begins with none of them. */
export function durationIn(text: string): number | undefined {
  const clock = /^\s*(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)/.exec(text);
  if (clock) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((digits) => Number(digits ?? 0));
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }
  const parts = [...text.matchAll(/(\d+) (second|sec|minute|min|hour|day)s?\b/gi)];
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit.toLowerCase()] ?? 0), 0);
}

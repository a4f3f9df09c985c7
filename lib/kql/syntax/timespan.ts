/** Timespans as KQL writes them. */
const day = 864_000_000_000n;
const units: [RegExp, bigint][] = [
  [/^(?:d|days?)$/, day],
  [/^(?:h|hrs?|hours?)$/, day / 24n],
  [/^(?:m|min|minutes?)$/, 600_000_000n],
  [/^(?:s|sec|seconds?)$/, 10_000_000n],
  [/^(?:ms|millis?|milliseconds?)$/, 10_000n],
  [/^(?:micros?|microseconds?)$/, 10n],
  [/^ticks?$/, 1n],
];

/** Ticks of `1.5h`, `2` (days), `1.02:03:04.5`; undefined when it is no timespan. */
export function parseTimespan(text: string): bigint | undefined {
  const clock = /^(-?)(?:(\d{1,7})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(text);
  if (clock) {
    const [, sign, d = '0', h = '0', m = '0', s = '0', fraction = ''] = clock;
    if (Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return undefined;
    const ticks = ((BigInt(d) * 24n + BigInt(h)) * 60n + BigInt(m)) * 600_000_000n + BigInt(s) * 10_000_000n;
    return (sign ? -1n : 1n) * (ticks + BigInt(fraction.padEnd(7, '0')));
  }
  const amount = /^(-?)(\d{1,9})(?:\.(\d{1,9}))?\s*([a-z]*)$/i.exec(text);
  if (!amount) return undefined;
  const [, sign, whole = '0', fraction = '', unit = ''] = amount;
  const length = unit === '' ? day : units.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  if (length === undefined) return undefined;
  const ticks = (BigInt(whole + fraction) * length) / 10n ** BigInt(fraction.length);
  return sign ? -ticks : ticks;
}

/** Functions of IPv4 addresses (Kusto, “ipv4_is_in_range()”, “ipv4_is_in_any_range()”, “ipv4_is_private()”). */
import { sqlString } from '../sql';
import { once, type Value, value } from '../value';
import type { Call, FunctionTable } from './function';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = `${OCTET}(?:\\.${OCTET}){3}`;
const RANGE = new RegExp(`^(${ADDRESS})(?:/(3[0-2]|[12]?\\d))?$`);

export const addressFunctions: FunctionTable = {
  ipv4_is_private: (call) => value('bool', once(call.text(0), isPrivate)),
  ipv4_is_in_range: (call) => inRanges(call, [rangeOf(call, 1)]),
  ipv4_is_in_any_range: (call) =>
    inRanges(
      call,
      call.args.slice(1).map((_, i) => rangeOf(call, i + 1)),
    ),
};

/** An address, and the length of a network's prefix where it is one that all private networks have. */
const MAYBE_RANGE = `^${ADDRESS}(?:/(?:1[6-9]|2[0-9]|3[0-2]))?$`;
const PRIVATE = '^(?:10[.]|192[.]168[.]|172[.](?:1[6-9]|2[0-9]|3[01])[.])';

/** Null if the text is no IPv4 address. */
const isPrivate = (ip: string) =>
  `CASE WHEN regexp_matches(${ip}, ${sqlString(MAYBE_RANGE)}) THEN regexp_matches(${ip}, ${sqlString(PRIVATE)}) END`;

interface Range {
  bits: number;
  /** The first `bits` bits of its addresses. */
  prefix: number;
}

function rangeOf(call: Call, i: number): Range {
  const text = call.constantText(i);
  const range = parseRange(text);
  if (range === undefined) throw call.unsupported(`“${text.slice(0, 60)}” is no IPv4 address or range such as 10.1.0.0/16.`);
  return range;
}

function parseRange(text: string): Range | undefined {
  const [, address, bits = '32'] = RANGE.exec(text.trim()) ?? [];
  if (address === undefined) return undefined;
  const whole = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { bits: Number(bits), prefix: Math.floor(whole / 2 ** (32 - Number(bits))) };
}

/** Null if the text is no address. */
function inRanges(call: Call, ranges: (Range | undefined)[]): Value {
  const known = ranges.filter((range) => range !== undefined);
  const number = (text: string) =>
    [1, 2, 3, 4].map((i) => `split_part(${text}, '.', ${i})::BIGINT * ${256 ** (4 - i)}`).join(' + ');
  const sql = once(call.text(0), (text) => {
    const isAddress = `regexp_full_match(${text}, ${sqlString(ADDRESS)})`;
    const tests = known.map(({ bits, prefix }) => `((${number(text)}) >> ${32 - bits}) = ${prefix}`);
    return `CASE WHEN ${isAddress} THEN ${tests.length > 0 ? `(${tests.join(' OR ')})` : 'false'} END`;
  });
  return value('bool', sql);
}

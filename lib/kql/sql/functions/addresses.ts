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
  ipv4_is_in_any_range: (call) => inRanges(call, rangesOf(call)),
};

const MAYBE_RANGE = `^${ADDRESS}(?:/(?:[12]?[0-9]|3[0-2]))?$`;
/** The private networks, with the lengths of a prefix that keep within them. */
const PRIVATE = [
  '10[.][0-9.]+(?:/(?:[89]|[123][0-9]))?',
  '172[.](?:1[6-9]|2[0-9]|3[01])[.][0-9.]+(?:/(?:1[2-9]|[23][0-9]))?',
  '192[.]168[.][0-9.]+(?:/(?:1[6-9]|[23][0-9]))?',
];

/** Null if the text is no IPv4 address. */
const isPrivate = (ip: string) =>
  `CASE WHEN regexp_matches(${ip}, ${sqlString(MAYBE_RANGE)}) THEN regexp_full_match(${ip}, ${sqlString(PRIVATE.join('|'))}) END`;

interface Range {
  bits: number;
  /** The first `bits` bits of its addresses. */
  prefix: number;
}

/** Given one by one, or as one dynamic array. */
function rangesOf(call: Call): Range[] {
  const list = call.value(1).constant;
  if (!Array.isArray(list) || call.count > 2) return call.args.slice(1).map((_, i) => rangeOf(call, i + 1));
  return list.map((text) => rangeIn(call, typeof text === 'string' ? text : String(text)));
}

const rangeOf = (call: Call, i: number) => rangeIn(call, call.constantText(i));

function rangeIn(call: Call, text: string): Range {
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
function inRanges(call: Call, ranges: Range[]): Value {
  const number = (text: string) =>
    [1, 2, 3, 4].map((i) => `split_part(${text}, '.', ${i})::BIGINT * ${256 ** (4 - i)}`).join(' + ');
  const sql = once(call.text(0), (text) => {
    const isAddress = `regexp_full_match(${text}, ${sqlString(ADDRESS)})`;
    const tests = ranges.map(({ bits, prefix }) => `((${number(text)}) >> ${32 - bits}) = ${prefix}`);
    return `CASE WHEN ${isAddress} THEN ${tests.length > 0 ? `(${tests.join(' OR ')})` : 'false'} END`;
  });
  return value('bool', sql);
}

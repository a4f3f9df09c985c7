/** The to…() functions. */

import { clip } from '../../syntax/node';
import { parseTimespan } from '../../syntax/timespan';
import { nullValue, ticksValue, type Value, value } from '../value';
import { toBool, toDynamic, toInstant, toReal, toText, toWhole } from './conversion';
import { hasTimeForm } from './datetime-text';
import { formatted } from './format-datetime';
import type { Call, FunctionTable } from './function';

const toDouble = (call: Call) => toReal(withoutTicks(call));
const toLogical = (call: Call) => toBool(withoutTicks(call));
const parseJson = (call: Call) => toDynamic(call.value(0));

export const conversionFunctions: FunctionTable = {
  tostring: (call) => toText(call.value(0)),
  tolong: (call) => toWhole(call.value(0), 'long'),
  toint: (call) => toWhole(call.value(0), 'int'),
  todouble: toDouble,
  toreal: toDouble,
  tobool: toLogical,
  toboolean: toLogical,
  todatetime: toTime,
  totimespan: toSpan,
  format_datetime: formatted,
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
};

/** A time as a number is not documented, beside tolong(). */
function withoutTicks(call: Call): Value {
  const v = call.value(0);
  if (v.type === 'datetime' || v.type === 'timespan')
    throw call.unsupported(`of a ${v.type} is not supported: take the ticks that tolong() gives.`);
  return v;
}

const FORMS = 'ISO 8601, RFC 822, RFC 850, or month, day and year';

function toTime(call: Call): Value {
  const v = call.value(0);
  if (v.type === 'datetime') return v;
  if (v.type !== 'string' && v.type !== 'dynamic') throw call.unsupported(`of a ${v.type} is not supported.`);
  const { constant } = toText(v);
  if (typeof constant !== 'string')
    call.t.notices.add(`todatetime() reads ${FORMS} here: a text in another form, which Kusto may know, is null in this answer.`);
  else if (mayBeRead(constant) && !hasTimeForm(constant))
    throw call.unsupported(`“${clip(constant)}” is in no form that is read here (${FORMS}): write it as 2026-03-10T08:00:00Z.`);
  return toInstant(v);
}

function toSpan(call: Call): Value {
  const v = call.value(0);
  if (v.type === 'timespan' || v.type === 'long') return value('timespan', v.sql, v.solid);
  const { constant } = v;
  if (typeof constant !== 'string') throw call.unsupported('only of a timespan, ticks or a constant text here.');
  const ticks = parseTimespan(constant.trim());
  if (ticks === undefined && mayBeRead(constant))
    throw call.unsupported(`“${clip(constant)}” is in no form that is read here: write it as 1.02:03:04.5 or 5d.`);
  return ticks === undefined ? nullValue('timespan') : ticksValue('timespan', ticks);
}

/** A text without digits is no time or timespan anywhere. */
const mayBeRead = (text: string) => /\d/.test(text);

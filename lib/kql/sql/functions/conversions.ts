/** The to…() functions. */
import { value } from '../value';
import { toBool, toDynamic, toInstant, toReal, toText, toWhole } from './conversion';
import { formatted } from './format-datetime';
import type { Call, FunctionTable } from './function';

const toDouble = (call: Call) => toReal(call.value(0));
const toLogical = (call: Call) => toBool(call.value(0));
const parseJson = (call: Call) => toDynamic(call.value(0));

export const conversionFunctions: FunctionTable = {
  tostring: (call) => toText(call.value(0)),
  tolong: (call) => toWhole(call.value(0), 'long'),
  toint: (call) => toWhole(call.value(0), 'int'),
  todouble: toDouble,
  toreal: toDouble,
  tobool: toLogical,
  toboolean: toLogical,
  todatetime: (call) => toInstant(call.value(0)),
  totimespan: (call) => {
    const v = call.value(0);
    if (v.type !== 'timespan' && v.type !== 'long') throw call.unsupported('only of a timespan or ticks here.');
    return value('timespan', v.sql, v.solid);
  },
  format_datetime: formatted,
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
};

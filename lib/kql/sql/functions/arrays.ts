/** Functions of dynamic arrays and bags. They are null for a value that is neither. */
import { sqlString } from '../sql';
import { type Value, value } from '../value';
import { toJson, toText } from './conversion';
import type { Call, FunctionTable } from './function';

const dynamic = (sql: string, solid = false) => value('dynamic', sql, solid);

export const arrayFunctions: FunctionTable = {
  array_length: (call) =>
    value(
      'long',
      ifArray(call, 0, (array) => `json_array_length(${array})::BIGINT`),
    ),
  pack_array: (call) => dynamic(`json_array(${call.values().map(toJson).join(', ')})`, true),
  pack: bag,
  bag_pack: bag,
  bag_keys: (call) =>
    dynamic(`CASE WHEN json_type(${call.value(0).sql}) = 'OBJECT' THEN to_json(json_keys(${call.value(0).sql})) END`),
  strcat_array: (call) => {
    const array = call.value(0).sql;
    const filled = `list_transform(${texts(array)}, lambda _s: coalesce(_s, ''))`;
    return value('string', `coalesce(array_to_string(${filled}, ${sqlString(call.constantText(1))}), '')`);
  },
  array_sort_asc: (call) => sorted(call, 'ASC'),
  array_sort_desc: (call) => sorted(call, 'DESC'),
  array_reverse: (call) => dynamic(ifArray(call, 0, (array) => `to_json(list_reverse(${elements(array)}))`)),
  array_concat: (call) => dynamic(`to_json(list_concat(${arrays(call).join(', ')}))`),
  set_union: (call) => dynamic(`to_json(list_sort(list_distinct(list_concat(${arrays(call).join(', ')}))))`),
  set_intersect: (call) => setOf(call, (a, b) => `list_contains(${b}, ${a})`),
  set_difference: (call) => setOf(call, (a, b) => `NOT list_contains(${b}, ${a})`),
  set_has_element: (call) => {
    const array = call.value(0).sql;
    const element = call.value(1);
    // A text is written in many ways in JSON, and is no number.
    const ownTexts = `list_filter(${elements(array)}, lambda _e: json_type(_e) = 'VARCHAR')`;
    const test =
      element.type === 'string'
        ? `list_contains(list_transform(${ownTexts}, lambda _e: json_extract_string(_e, '$')), ${element.sql})`
        : `list_contains(${elements(array)}, ${toJson(element)})`;
    return value('bool', `coalesce(${test}, FALSE)`, true);
  },
};

// The casts give a null its type, which DuckDB cannot tell for a constant null.
const elements = (array: string) => `json_extract(${array}, '$[*]')::JSON[]`;
const texts = (array: string) => `json_extract_string(${array}, '$[*]')::VARCHAR[]`;

function ifArray(call: Call, i: number, sql: (array: string) => string): string {
  const array = call.value(i).sql;
  return `CASE WHEN json_type(${array}) = 'ARRAY' THEN ${sql(array)} END`;
}

const arrays = (call: Call) => call.values().map((v) => elements(v.sql));

/** What of the first array `keep` lets stay beside each other one. */
function setOf(call: Call, keep: (element: string, other: string) => string): Value {
  const [first = '', ...others] = arrays(call);
  const test = others.map((other) => keep('_e', other)).join(' AND ');
  return dynamic(`to_json(list_sort(list_distinct(list_filter(${first}, lambda _e: ${test}))))`);
}

/** Numbers, then texts, then other values as they stand, in both directions; nulls last unless the second argument is false. */
function sorted(call: Call, direction: 'ASC' | 'DESC'): Value {
  if (call.count > 2 || (call.count === 2 && call.value(1).type !== 'bool'))
    throw call.unsupported('only one array is supported.');
  const nullsLast = call.count === 1 || call.value(1).constant === true;
  if (call.count === 2 && typeof call.value(1).constant !== 'boolean') throw call.unsupported('nulls_last must be a constant.');
  const of = (types: string, array: string) => `list_filter(${elements(array)}, lambda _e: json_type(_e) IN (${types}))`;
  // A list of structs is sorted by their first field, then by the second.
  const by = (keys: string, list: string) =>
    `list_transform(list_sort(list_transform(${list}, lambda _e: {${keys}, 'e': _e}), '${direction}'), lambda _e: _e.e)`;
  return dynamic(
    ifArray(call, 0, (array) => {
      const numbers = by("'n': _e::DOUBLE, 'w': TRY_CAST(_e AS HUGEINT)", of("'BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE'", array));
      const strings = by("'s': json_extract_string(_e, '$')", of("'VARCHAR'", array));
      const others = of("'ARRAY', 'OBJECT', 'BOOLEAN'", array);
      const nulls = of("'NULL'", array);
      const parts = nullsLast ? [numbers, strings, others, nulls] : [nulls, numbers, strings, others];
      return `to_json(list_concat(${parts.join(', ')}))`;
    }),
  );
}

function bag(call: Call): Value {
  const pairs = call.values().map((v, i) => (i % 2 === 0 ? toText(v).sql : toJson(v)));
  return dynamic(`json_object(${pairs.join(', ')})`, true);
}

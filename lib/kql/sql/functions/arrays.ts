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
    const texts = `list_transform(json_extract_string(${array}, '$[*]'), lambda _s: coalesce(_s, ''))`;
    return value('string', `coalesce(array_to_string(${texts}, ${sqlString(call.constantText(1))}), '')`);
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
    const test =
      element.type === 'string'
        ? `list_contains(json_extract_string(${array}, '$[*]'), ${element.sql})`
        : `list_contains(${elements(array)}, ${toJson(element)})`;
    return value('bool', `coalesce(${test}, FALSE)`, true);
  },
};

const elements = (array: string) => `json_extract(${array}, '$[*]')`;

function ifArray(call: Call, i: number, sql: (array: string) => string): string {
  const array = call.value(i).sql;
  return `CASE WHEN json_type(${array}) = 'ARRAY' THEN ${sql(array)} END`;
}

const arrays = (call: Call) => call.values().map((v) => elements(v.sql));

function setOf(call: Call, keep: (element: string, others: string) => string): Value {
  if (call.count !== 2) throw call.unsupported('only two arrays are supported.');
  const [a = '', b = ''] = arrays(call);
  return dynamic(`to_json(list_sort(list_distinct(list_filter(${a}, lambda _e: ${keep('_e', b)}))))`);
}

/** Of texts: numbers in JSON text would be sorted as text. */
function sorted(call: Call, direction: 'ASC' | 'DESC'): Value {
  if (call.count !== 1) throw call.unsupported('only one array is supported.');
  const byText = (array: string) => `to_json(list_sort(json_extract_string(${array}, '$[*]'), '${direction}', 'NULLS LAST'))`;
  const byNumber = (array: string) =>
    `to_json(list_transform(list_sort(list_transform(${elements(array)}, lambda _e: {'n': TRY_CAST(_e AS DOUBLE), 'e': _e}), '${direction}', 'NULLS LAST'), lambda _e: _e.e))`;
  return dynamic(
    ifArray(
      call,
      0,
      (array) =>
        `CASE WHEN len(list_filter(${elements(array)}, lambda _e: json_type(_e) <> 'VARCHAR')) = 0 THEN ${byText(array)} ELSE ${byNumber(array)} END`,
    ),
  );
}

function bag(call: Call): Value {
  const pairs = call.values().map((v, i) => (i % 2 === 0 ? toText(v).sql : toJson(v)));
  return dynamic(`json_object(${pairs.join(', ')})`, true);
}

/** make_set and make_list. KQL promises no order of a set; ours are sorted, so that equal questions have equal answers. */
import { toJson } from '../functions/conversion';
import type { Call } from '../functions/function';
import { orderClause, type Relation } from '../relation';
import { type Value, value } from '../value';

const filter = (conditions: string[]) => (conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`);

/** A list as a dynamic: times as texts, `[]` where there is no value. */
function toDynamicList(list: string, v: Value): Value {
  const element = toJson({ ...v, sql: '_e', solid: true, constant: undefined });
  const plain = element === 'to_json(_e)' || v.type === 'dynamic' ? list : `list_transform(${list}, lambda _e: ${element})`;
  return value('dynamic', `coalesce(to_json(${plain}), '[]'::JSON)`, true);
}

export function makeSet(call: Call, limit: bigint, condition: string): Value {
  const v = call.value(0);
  const where = [...(v.solid ? [] : [`${v.sql} IS NOT NULL`]), ...(condition === '' ? [] : [condition])];
  if (v.type === 'dynamic') {
    // An array adds its elements.
    const elements = `CASE WHEN json_type(${v.sql}) = 'ARRAY' THEN json_extract(${v.sql}, '$[*]') ELSE [${v.sql}] END`;
    return toDynamicList(`list_sort(list_distinct(flatten((list(${elements})${filter(where)}))))[1:${limit}]`, v);
  }
  return toDynamicList(`(list(DISTINCT ${v.sql} ORDER BY ${v.sql})${filter(where)})[1:${limit}]`, v);
}

/** The list has the order of the input, if that has one. */
export function makeList(call: Call, input: Relation, limit: bigint, condition: string): Value {
  const v = call.value(0);
  const where = [...(v.solid ? [] : [`${v.sql} IS NOT NULL`]), ...(condition === '' ? [] : [condition])];
  const order = orderClause(input);
  return toDynamicList(`(list(${v.sql}${order === '' ? '' : ` ${order}`})${filter(where)})[1:${limit}]`, v);
}

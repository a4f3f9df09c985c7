/** Parts of a dynamic: `d.name`, `d['name']`, `d[0]`. A part that it lacks is null. */
import { clip, type Node } from '../../syntax/node';
import { sqlString } from '../sql';
import type { Scope, Translator } from '../translator';
import { type Value, value } from '../value';

export function pathValue(t: Translator, node: Node, scope: Scope): Value {
  const subject = t.expression(node.get('Expression'), scope);
  if (subject.type !== 'dynamic')
    throw node.error('types', `“${clip(node.text)}”: only a dynamic has parts; use parse_json() on a ${subject.type}.`);
  return extracted(subject, step(t, node, scope));
}

/** A part of a dynamic; JSON null is null. */
function extracted(subject: Value, path: string): Value {
  return value('dynamic', `nullif(json_extract(${subject.sql}, ${path}), 'null'::JSON)`);
}

/** SQL for a JSON path of one step. */
function step(t: Translator, node: Node, scope: Scope): string {
  const selector = node.get('Selector');
  if (selector.kind === 'NameReference') return named(selector.simpleName);
  const { constant, type, sql } = t.expression(selector.get('Expression'), scope);
  if (typeof constant === 'string') return named(constant);
  if (typeof constant === 'bigint') return sqlString(constant < 0n ? `$[#${constant}]` : `$[${constant}]`);
  if (type === 'int' || type === 'long') return `('$[' || CASE WHEN ${sql} < 0 THEN '#' ELSE '' END || ${sql}::VARCHAR || ']')`;
  if (type === 'string') return `('/' || replace(replace(${sql}, '~', '~0'), '/', '~1'))`;
  throw selector.error('unsupported', `“${clip(selector.text)}” is not supported as a part's name or number.`);
}

/** `$."name"`, or a JSON pointer where the name holds what DuckDB's paths cannot quote. */
function named(name: string): string {
  if (/["\\*]/.test(name) || name === '') return sqlString(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return sqlString(`$."${name}"`);
}

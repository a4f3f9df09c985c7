/** getschema: the columns of its input as rows. */
import type { KqlType } from '../model';
import { columnList, type Relation, relationOf } from '../sql/relation';
import { sqlString } from '../sql/sql';
import type { Translator } from '../sql/translator';
import type { Node } from '../syntax/node';
import type { Operator } from './operator';

const dotNet: Record<KqlType, string> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  dynamic: 'System.Object',
  guid: 'System.Guid',
};

function schemaRows(_: Translator, operator: Node, input: Relation): Relation {
  const rows = input.columns.map(({ name, type }, i) => {
    return `(${sqlString(name)}, ${i}::INTEGER, ${sqlString(dotNet[type])}, ${sqlString(type)})`;
  });
  const { columns } = operator;
  return relationOf(`(SELECT * FROM (VALUES ${rows.join(', ')}) AS getschema(${columnList(columns).join(', ')}))`, columns);
}

export const getSchema: Operator = { source: null, pipe: schemaRows, rows: 'other', columns: 'computed', tables: 'none' };

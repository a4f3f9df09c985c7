/** A table whose rows are in several places, and the KQL that holds them together. */
import type { Column, KqlType } from '../model';
import { kqlString } from '../quote';
import type { TableSchema } from '../schemas';

/** A table of one workspace, as a member of the union of them all. */
export interface Member {
  /** KQL that names the table there, such as `workspace('…').DeviceInfo`. */
  source: string;
  columns: Column[];
  /** What its rows say in the column Workspace; null where they have no such column. */
  workspace: string | null;
}

/** A table as queries see it, and the workspaces that hold its rows. Without members it is nowhere. */
export interface CrossWorkspaceTable {
  schema: TableSchema;
  members: Member[];
}

/** A table of one Log Analytics workspace, by the workspace's id or resource id. */
export const workspaceTable = (workspace: string, table: string) => `workspace(${kqlString(workspace)}).${table}`;

/**
 * A table over its members. It has the schema's columns, then those that only members have, each with the type that the
 * first member gives it, then Workspace if any member names one.
 */
export function crossWorkspaceTable(schema: TableSchema, members: Member[]): CrossWorkspaceTable {
  const known = new Set([...schema.columns.map(({ name }) => name), 'Workspace']);
  const others = new Map<string, Column>();
  for (const column of members.flatMap(({ columns }) => columns))
    if (!known.has(column.name) && !others.has(column.name)) others.set(column.name, column);
  const workspace: Column[] = members.some((member) => member.workspace !== null) ? [{ name: 'Workspace', type: 'string' }] : [];
  return { schema: { ...schema, columns: [...schema.columns, ...others.values(), ...workspace] }, members };
}

/** Whether the table's plain name gives exactly its rows, so that no union is needed. */
export function isPlain({ schema, members: [member, second] }: CrossWorkspaceTable): boolean {
  return (
    member !== undefined && second === undefined && member.source === schema.name && differences(schema, member).length === 0
  );
}

/**
 * KQL for the rows of all members, in one line. A column that a member lacks is null in its rows, but Timestamp is its
 * TimeGenerated. A column of another type is converted, since a union would make two columns of it.
 */
export function unionOf({ schema, members }: CrossWorkspaceTable): string {
  const texts = members.map((member) => {
    const more = differences(schema, member);
    return more.length === 0 ? member.source : `${member.source} | extend ${more.join(', ')}`;
  });
  return texts.length === 1 ? texts.join('') : `union ${texts.map((text) => `(${text})`).join(', ')}`;
}

/** The columns of the schema that a member has no values for. */
export function missingFrom(schema: TableSchema, member: Member): string[] {
  const own = new Set(member.columns.map(({ name }) => name));
  if (own.has('TimeGenerated')) own.add('Timestamp');
  if (member.workspace !== null) own.add('Workspace');
  return schema.columns.map(({ name }) => name).filter((name) => !own.has(name));
}

function differences(schema: TableSchema, member: Member): string[] {
  const own = new Map(member.columns.map(({ name, type }) => [name, type]));
  return schema.columns.flatMap(({ name, type }) => {
    if (name === 'Workspace' && member.workspace !== null) return [`Workspace = ${kqlString(member.workspace)}`];
    const has = own.get(name);
    if (has === type) return [];
    const column = /^[A-Z_]\w*$/.test(name) ? name : `[${kqlString(name)}]`;
    if (has !== undefined) return [`${column} = ${converted(column, has, type)}`];
    return [`${column} = ${name === 'Timestamp' && own.has('TimeGenerated') ? 'TimeGenerated' : nothing(type)}`];
  });
}

/** The columns that the schema has as whole numbers and a member as `real`, which holds no whole number beyond 2^53 to the digit. */
export function inexactIn(schema: TableSchema, member: Member): string[] {
  const reals = new Set(member.columns.filter(({ type }) => type === 'real').map(({ name }) => name));
  return schema.columns.filter(({ name, type }) => type === 'long' && reals.has(name)).map(({ name }) => name);
}

/** KQL of a column's value in another type. A `long` is exact or null: another whole number would be another event's ReportId. */
function converted(column: string, from: KqlType, to: KqlType): string {
  if (to === 'long' && from === 'real')
    return `iff(abs(${column}) < 9007199254740992.0 and toreal(tolong(${column})) == ${column}, tolong(${column}), long(null))`;
  return to === 'long' && from === 'decimal' ? `tolong(tostring(${column}))` : `to${to}(${column})`;
}

const nothing = (type: KqlType) => (type === 'string' ? "''" : `${type}(null)`);

/** A table whose rows are in several places, and the KQL that holds them together. */
import type { Column, KqlType } from '../model';
import { kqlString } from '../quote';
import type { TableSchema } from '../schemas';

/** One place where rows of a table are. */
export interface Leg {
  /** KQL that names them there, such as `workspace('…').DeviceInfo`. */
  source: string;
  columns: Column[];
  /** The Workspace of its rows; null where they have none. */
  workspace: string | null;
}

/** A table as queries see it, and where its rows are: without legs, nowhere. */
export interface SpreadTable {
  schema: TableSchema;
  legs: Leg[];
}

/** A table of one Log Analytics workspace, by the workspace's id or resource id. */
export const workspaceTable = (workspace: string, table: string) => `workspace(${kqlString(workspace)}).${table}`;

/**
 * A table of a schema over its legs: with what columns they have besides, each as the first leg has it, and Workspace if
 * any says one.
 */
export function spreadTable(schema: TableSchema, legs: Leg[]): SpreadTable {
  const known = new Set([...schema.columns.map(({ name }) => name), 'Workspace']);
  const others = new Map<string, Column>();
  for (const column of legs.flatMap(({ columns }) => columns))
    if (!known.has(column.name) && !others.has(column.name)) others.set(column.name, column);
  const workspace: Column[] = legs.some((leg) => leg.workspace !== null) ? [{ name: 'Workspace', type: 'string' }] : [];
  return { schema: { ...schema, columns: [...schema.columns, ...others.values(), ...workspace] }, legs };
}

/** The table's own name gives just its rows. */
export function isPlain({ schema, legs: [leg, second] }: SpreadTable): boolean {
  return leg !== undefined && second === undefined && leg.source === schema.name && differences(schema, leg).length === 0;
}

/**
 * The rows of all legs, in one line. What a leg lacks of the schema is null there, Timestamp its TimeGenerated; what it
 * has in another type is converted, since union would make two columns of it.
 */
export function unionOf({ schema, legs }: SpreadTable): string {
  const texts = legs.map((leg) => {
    const more = differences(schema, leg);
    return more.length === 0 ? leg.source : `${leg.source} | extend ${more.join(', ')}`;
  });
  return texts.length === 1 ? texts.join('') : `union ${texts.map((text) => `(${text})`).join(', ')}`;
}

/** The columns of the schema that a leg has nothing for. */
export function lackedBy(schema: TableSchema, leg: Leg): string[] {
  const own = new Set(leg.columns.map(({ name }) => name));
  if (own.has('TimeGenerated')) own.add('Timestamp');
  if (leg.workspace !== null) own.add('Workspace');
  return schema.columns.map(({ name }) => name).filter((name) => !own.has(name));
}

function differences(schema: TableSchema, leg: Leg): string[] {
  const own = new Map(leg.columns.map(({ name, type }) => [name, type]));
  return schema.columns.flatMap(({ name, type }) => {
    if (name === 'Workspace' && leg.workspace !== null) return [`Workspace = ${kqlString(leg.workspace)}`];
    const has = own.get(name);
    if (has === type) return [];
    const column = /^[A-Z_]\w*$/.test(name) ? name : `[${kqlString(name)}]`;
    if (has !== undefined) return [`${column} = to${type}(${column})`];
    return [`${column} = ${name === 'Timestamp' && own.has('TimeGenerated') ? 'TimeGenerated' : nothing(type)}`];
  });
}

const nothing = (type: KqlType) => (type === 'string' ? "''" : `${type}(null)`);

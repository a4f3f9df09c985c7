/** An exclusion's conditions as KQL predicates, one for each table. Pure. */
import { kqlString } from '@/lib/kql/quote';
import { schemaOf } from '@/lib/kql/schemas';
import { regexpFault } from '@/lib/kql/sql/regexp';
import { Fault } from '@/lib/shared/errors';
import { lookbackWindow } from '@/lib/shared/lookback';
import type { Window } from '@/lib/shared/window';
import { type Attribute, attributes } from '@/lib/tables/table';
import { accountOf, DEVICES, type Signal, signalFacts, tableNames, tableOfSignal, tables } from '@/lib/tables/tables';
import { hoursKql } from './hours-kql';
import { addressRange, type Condition, conditionsOf, namedColumns, type Where } from './model';

export interface WhereContext {
  window: Window;
  /** The entries of a named list; undefined where there is none of this name. */
  listOf: (name: string) => readonly string[] | undefined;
  /** Whether DeviceInfo can be asked. */
  hasDevices: boolean;
}

/**
 * The predicate on the rows of a table; null if it can match none because the table lacks what it is about. A condition on a
 * missing column is never true, not even a negative one: what cannot be checked is not taken out. Throws a Fault `bad-input`
 * for a column that no hunted table has and for a list that does not exist.
 */
export function whereKql(where: Where, signal: Signal, context: WhereContext): string | null {
  const kql = partKql(where, signal, context);
  if (kql === null || kql.length <= LONGEST) return kql;
  throw tooLarge();
}

function tooLarge(): Fault {
  const fault = `it becomes more than ${LONGEST} characters of KQL with its lists`;
  return new Fault('bad-input', `It is too large: ${fault}.`, { fields: { where: fault } });
}

function partKql(where: Where, signal: Signal, context: WhereContext): string | null {
  if ('all' in where) {
    const parts = where.all.map((part) => partKql(part, signal, context));
    return parts.every((part) => part !== null) ? `(${parts.join(' and ')})` : null;
  }
  if ('any' in where) {
    const parts = where.any.map((part) => partKql(part, signal, context)).filter((part) => part !== null);
    return parts.length === 0 ? null : `(${parts.join(' or ')})`;
  }
  return conditionKql(where, signal, context);
}

/**
 * The most characters of one exclusion on one table, some 10,000 accounts. Every sweep carries it, and services limit the
 * length of a query.
 */
const LONGEST = 300_000;
const isNegative = ({ op }: Condition) => op.startsWith('!');

function conditionKql(condition: Condition, signal: Signal, context: WhereContext): string | null {
  if (condition.op === 'hours') return hoursKql(condition.value, context.window);
  if (condition.column === 'deviceGroup') return deviceKql(condition, ['MachineGroup'], context);
  if (condition.column === 'deviceTag')
    return deviceKql(condition, ['RegistryDeviceTag', 'DeviceManualTags', 'DeviceDynamicTags'], context);
  return onColumns(condition, expressionsOf(condition, signal), context);
}

/** A condition on several columns: one must fit; for a negative operator, all must. */
function onColumns(condition: Condition, expressions: string[], context: WhereContext): string | null {
  if (expressions.length === 0) return null;
  const tests = expressions.map((expression) => testKql(condition, expression, context));
  return tests.length === 1 ? (tests[0] ?? null) : `(${tests.join(isNegative(condition) ? ' and ' : ' or ')})`;
}

/** A condition on group or tag, which only DeviceInfo has: it selects devices. */
function deviceKql(condition: Condition, columns: string[], context: WhereContext): string | null {
  if (!context.hasDevices) return null;
  const { from } = lookbackWindow(context.window);
  const rows = `${DEVICES} | where Timestamp between (datetime(${from}) .. datetime(${context.window.to}))`;
  // A device is one group's by its last row.
  const last = `${rows} | summarize arg_max(Timestamp, ${columns.join(', ')}) by DeviceId`;
  return `DeviceId in ((${last} | where ${onColumns(condition, columns, context)} | project DeviceId))`;
}

const isAttribute = (name: string): name is Attribute => Object.hasOwn(attributes, name);
const typeOf = (table: string, name: string) => schemaOf(table)?.columns.find((column) => column.name === name)?.type;

/** KQL for what the condition is about; none where the table does not have it. */
function expressionsOf({ column, op, value }: Condition, signal: Signal): string[] {
  const account = accountOf(tableOfSignal[signal]);
  if (column === 'account') {
    if (account === null) return [];
    const { domain, name } = account;
    const full = `strcat(${domain}, ${kqlString('\\')}, ${name})`;
    // Values of a list may have either form, and the backslash of a pattern may be an escape.
    const hasBackslash = typeof value === 'string' && value.includes('\\');
    if (typeof value === 'object' || (op === 'matches regex' && hasBackslash)) return [name, full];
    return [hasBackslash ? full : name];
  }
  if (column === 'deviceName') return ['DeviceName'];
  if (column === 'deviceId') return ['DeviceId'];
  if (isAttribute(column)) return [...signalFacts[signal].attributes[column]];
  requireColumn(column);
  const type = typeOf(tableOfSignal[signal], column);
  if (type === undefined) return [];
  return [type === 'string' ? column : `tostring(${column})`];
}

function requireColumn(column: string): void {
  const hunted = tableNames.filter((table) => tables[table].hunted !== null);
  if (hunted.some((table) => typeOf(table, column) !== undefined)) return;
  const known = Object.keys(namedColumns).join(', ');
  throw new Fault('bad-input', `No hunted table has a column “${column}”. It can be ${known}, or a column of the tables.`, {
    fields: { where: `no hunted table has a column “${column}”` },
  });
}

function testKql(condition: Condition, expression: string, { listOf }: WhereContext): string {
  const values = (given: readonly string[] | { list: string }) => {
    if (!('list' in given)) return given;
    const entries = listOf(given.list);
    if (entries === undefined)
      throw new Fault('bad-input', `There is no list “${given.list}”.`, {
        fields: { where: `there is no list “${given.list}”` },
      });
    if (entries.reduce((sum, entry) => sum + entry.length + 4, 0) > LONGEST) throw tooLarge();
    return entries;
  };
  switch (condition.op) {
    case 'in':
    case 'in~':
    case '!in':
    case '!in~':
    case 'has_any': {
      const list = values(condition.value);
      // An exclusion with an empty list takes nothing out, with a negative operator neither.
      if (list.length === 0) return 'false';
      return `${expression} ${condition.op} (${list.map(kqlString).join(', ')})`;
    }
    case 'ipv4_is_in_any_range': {
      const list = values(condition.value);
      const odd = list.find((entry) => !addressRange.safeParse(entry).success);
      if (odd !== undefined) {
        const fault = `“${odd.slice(0, 60)}” is no IPv4 address or range`;
        throw new Fault('bad-input', `${fault}.`, { fields: { where: fault } });
      }
      return list.length === 0 ? 'false' : `ipv4_is_in_any_range(${expression}, ${list.map(kqlString).join(', ')})`;
    }
    case 'hours':
      throw new Error('hours are asked by `hoursKql`, as they are of no column');
    case 'matches regex': {
      const fault = regexpFault(condition.value);
      if (fault !== undefined) throw new Fault('bad-input', `The regular expression: ${fault}`, { fields: { where: fault } });
      return `${expression} matches regex ${kqlString(condition.value)}`;
    }
    default:
      return `${expression} ${condition.op} ${kqlString(condition.value)}`;
  }
}

/** What a table lacks for an exclusion, in words: `signature events have no account, so they stay`. */
export function notCovered(where: Where, context: WhereContext): string[] {
  return (Object.keys(signalFacts) as Signal[]).flatMap((signal) => {
    if (whereKql(where, signal, context) !== null) return [];
    const lacking = conditionsOf(where).filter((condition) => conditionKql(condition, signal, context) === null);
    const names = [...new Set(lacking.map(({ column }) => wordOf(column)))];
    return [`${signalFacts[signal].word} events have no ${names.join(', ').toLowerCase()}, so they stay.`];
  });
}

const isNamed = (column: string): column is keyof typeof namedColumns => Object.hasOwn(namedColumns, column);
const wordOf = (column: string) => (isNamed(column) ? namedColumns[column] : column);

/** What the columns of a hunt's last summarize tell. */

import { keepsColumns, keepsRows } from '../operators/operators';
import type { Node } from '../syntax/node';
import type { HuntTree } from './hunt';

/** Columns of a hunt's answer by what they tell; null where no column tells it. */
export interface HuntOutputs {
  deviceId: string | null;
  deviceName: string | null;
  /** Minimum and maximum of the column of time. */
  firstSeen: string | null;
  lastSeen: string | null;
  count: string | null;
  /** A set or list of ReportId. */
  reportIds: string | null;
  /** The other columns it groups by. */
  keys: string[];
  /** All columns it groups by, when they are in the answer and nothing computes on it afterwards; else null. */
  groups: string[] | null;
}

/** `summarize`: the operator, if the hunt has one. */
export function outputsOf(hunt: HuntTree, summarize: Node | undefined, timeColumn: string): HuntOutputs {
  const answered = new Set(hunt.answer.columns.map((c) => c.name));
  const keys = summarize?.find('ByClause')?.list('Expressions') ?? [];
  const aggregates = summarize?.list('Aggregates') ?? [];
  const columns = summarize?.columns.map((c) => c.name) ?? [];
  // An arg_max gives several columns; then only what is named in the text is sure.
  const isPlain = columns.length === keys.length + aggregates.length;
  const items = [...keys, ...aggregates].map((node, i) => {
    const named = node.kind === 'SimpleNamedExpression';
    const name = named ? node.get('Name').simpleName : isPlain || i < keys.length ? columns[i] : undefined;
    return { name, body: named ? node.get('Expression') : node, isKey: i < keys.length };
  });
  const find = (test: (item: (typeof items)[0]) => boolean): string | null => {
    const name = items.find((item) => test(item))?.name;
    return name !== undefined && answered.has(name) ? name : null;
  };
  const isColumn = (node: Node | undefined, name: string) =>
    node?.symbol !== undefined && hunt.columnIds(name).has(node.symbol.id);
  const key = (name: string) => find(({ body, isKey }) => isKey && isColumn(body, name));
  const aggregate = (names: string[], column: string) =>
    find(({ body, isKey }) => {
      const call = callOf(body);
      return !isKey && call !== undefined && names.includes(call.name) && isColumn(textless(call.args[0]), column);
    });
  const groups = items.filter(({ isKey }) => isKey).map(({ name }) => name ?? '');
  const deviceId = key('DeviceId');
  const deviceName = key('DeviceName');
  return {
    deviceId,
    deviceName,
    firstSeen: aggregate(['min'], timeColumn),
    lastSeen: aggregate(['max'], timeColumn),
    count: find(({ body, isKey }) => !isKey && callOf(body)?.name === 'count'),
    reportIds: aggregate(['make_set', 'makeset', 'make_list', 'makelist'], 'ReportId'),
    keys: items
      .filter(({ isKey, name }) => isKey && name !== undefined && answered.has(name))
      .map(({ name }) => name ?? '')
      .filter((name) => name !== deviceId && name !== deviceName),
    groups: groups.every((name) => answered.has(name)) && isLeftAsIs(hunt, summarize) ? groups : null,
  };
}

/** Whether what follows the summarize only orders rows, and drops or moves columns. */
function isLeftAsIs({ pipe }: HuntTree, summarize: Node | undefined): boolean {
  const at = pipe.findIndex(({ operator }) => operator === summarize);
  return pipe.slice(at + 1).every(({ operator }) => keepsRows(operator) && keepsColumns(operator));
}

function callOf(node: Node): { name: string; args: Node[] } | undefined {
  if (node.kind !== 'FunctionCallExpression') return undefined;
  return { name: node.get('Name').simpleName, args: node.get('ArgumentList').list('Expressions') };
}

/** The argument of `tostring()`, which tells the same. */
function textless(node: Node | undefined): Node | undefined {
  const call = node && callOf(node);
  return call?.name === 'tostring' ? call.args[0] : node;
}

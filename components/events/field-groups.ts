/** The columns of an event, grouped as an analyst reads them. Pure. */
import type { Cell, Column } from '@/lib/kql/model';

export interface Field {
  name: string;
  type: Column['type'];
  value: Cell;
}

export interface FieldGroup {
  name: string;
  fields: Field[];
  /** Columns that hold nothing in this row. */
  empty: string[];
}

/** The first rule that fits a column’s name decides its group. The screen shows the groups in this order. */
const rules: [group: string, names: RegExp][] = [
  ['Remote session', /RemoteSession|SessionId$/],
  ['Initiating process’s parent', /^InitiatingProcessParent/],
  ['Initiating process', /^InitiatingProcess/],
  ['Version info', /^ProcessVersionInfo/],
  ['Process', /^(Created)?Process/],
  ['File', /^(FileName|FolderPath|FileSize|SHA1|SHA256|MD5)$/],
  ['Account', /^(Account|LogonId)/],
  ['Network', /^(Remote|Local|Protocol)/],
  ['Certificate', /^(Certificate|Signer|Issuer|Crl|SignatureType|IsSigned|IsTrusted|IsRootSigner)/],
  ['Event', /^(Workspace|Timestamp|TimeGenerated|ActionType|ReportId|DeviceId|DeviceName|MachineGroup|Type|AdditionalFields)$/],
  ['Other', /^/],
];

const order = [
  'Event',
  'Process',
  'File',
  'Version info',
  'Account',
  'Network',
  'Certificate',
  'Initiating process',
  'Initiating process’s parent',
  'Remote session',
  'Other',
];

const isEmpty = (value: Cell | undefined) => value === undefined || value === null || value === '';

/**
 * All columns, each in one group, in the order of the schema. A group of empty columns only has no fields, but names the
 * columns.
 */
export function groupFields(schema: Column[], columns: Record<string, Cell>): FieldGroup[] {
  const groups = new Map(order.map((name): [string, FieldGroup] => [name, { name, fields: [], empty: [] }]));
  for (const { name, type } of schema) {
    const rule = rules.find(([, names]) => names.test(name));
    const group = groups.get(rule?.[0] ?? 'Other');
    const value = columns[name];
    if (isEmpty(value)) group?.empty.push(name);
    else group?.fields.push({ name, type, value: value ?? null });
  }
  return [...groups.values()].filter((group) => group.fields.length + group.empty.length > 0);
}

/** A value as text, as it is copied. */
export function cellText(value: Cell): string {
  return value === null ? '' : String(value);
}

/** The text with line breaks and indents if it is JSON, else unchanged. Numbers stay as they are written. */
export function readableJson(text: string): string {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  const laidOut = parts.map((part, i) => {
    if (part === '{' || part === '[') {
      if (parts[i + 1] === '}' || parts[i + 1] === ']') return part;
      depth += 1;
      return part + line();
    }
    if (part === '}' || part === ']') {
      if (parts[i - 1] === '{' || parts[i - 1] === '[') return part;
      depth = Math.max(0, depth - 1);
      return line() + part;
    }
    if (part === ',') return part + line();
    return part === ':' ? ': ' : part;
  });
  return laidOut.join('');
}

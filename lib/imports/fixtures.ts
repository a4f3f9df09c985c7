import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { tableFiles } from '@/lib/engines/embedded/folders';
import type { ImportProgress, ImportResult } from '@/lib/engines/model';
import { importFile } from './import-file.server';
import type { ImportTable } from './recognise';

/** A new folder for the files and the DATA_DIR of one test, removed after it. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Imports a content under a file name into a DATA_DIR, from a file beside it. */
export function importContent(
  dataDir: string,
  name: string,
  content: string | Buffer,
  table?: ImportTable,
): Promise<ImportProgress> {
  const file = path.join(newFolder(), 'given');
  writeFileSync(file, content);
  return importFile({ path: file, name, dataDir, table });
}

/** The result of an import that must have worked. */
export function resultOf(progress: ImportProgress): ImportResult {
  if (!progress.result) throw new Error(`${progress.state}: ${progress.fault}`);
  return progress.result;
}

/** Runs SQL in a DuckDB of its own; values as text, JSON style. */
export async function sql(text: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(text)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What a DATA_DIR holds of a table: the expressions asked for, a row an event, in the order of time and ReportId. */
export async function held(dataDir: string, table: string, expressions: string): Promise<unknown[][]> {
  const files = tableFiles(dataDir, table);
  if (files.length === 0) return [];
  const list = files.map((file) => `'${file}'`).join(', ');
  return sql(`SELECT ${expressions} FROM read_parquet([${list}], union_by_name = true) ORDER BY Timestamp, ReportId, DeviceId`);
}

/** Values by column; whole numbers are given as bigint, JSON writers keep all their digits. */
export type Event = Record<string, string | bigint | boolean | null>;

const cell = (value: Event[string] | undefined) => (value === null || value === undefined ? '' : String(value));
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const jsonValue = (value: Event[string] | undefined) =>
  typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null);
const jsonObject = (event: Event) =>
  `{${Object.entries(event)
    .map(([name, value]) => `${JSON.stringify(name)}:${jsonValue(value)}`)
    .join(',')}}`;
const columnsOf = (events: Event[]) => [...new Set(events.flatMap((event) => Object.keys(event)))];

/** The export of Defender’s portal: BOM, CRLF, quotes where needed. */
export function defenderCsv(events: Event[]): string {
  const columns = columnsOf(events);
  const lines = events.map((event) => columns.map((name) => quoted(cell(event[name]))).join(','));
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** The export of the Log Analytics portal: times headed [UTC] in the American form, cut to milliseconds. */
export function portalCsv(events: Event[], times: string[]): string {
  const columns = columnsOf(events);
  const head = columns.map((name) => quoted(times.includes(name) ? `${name} [UTC]` : name));
  const value = (name: string, text: string) => quoted(times.includes(name) ? american(text) : text);
  return `${[head, ...events.map((event) => columns.map((name) => value(name, cell(event[name]))))].map((row) => row.join(',')).join('\n')}\n`;
}

function american(iso: string): string {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+)(:\d+:\d+\.\d{3})/.exec(iso) ?? [];
  const h = Number(hour);
  return `${Number(month)}/${Number(day)}/${year}, ${h % 12 || 12}${rest} ${h < 12 ? 'AM' : 'PM'}`;
}

export function streamed(table: string, event: Event): string {
  return `{"time":"2026-03-10T09:05:00.0000000Z","tenantId":"t-1","operationName":"Publish","category":"AdvancedHunting-${table}","properties":${jsonObject(event)}}`;
}

/** The answer of Graph’s runHuntingQuery. */
export function graphJson(events: Event[]): string {
  const schema = columnsOf(events).map((name) => ({ name, type: 'String' }));
  return `{"@odata.context":"https://graph","schema":${JSON.stringify(schema)},"results":[${events.map(jsonObject).join(',')}]}`;
}

/** The answer of the Log Analytics API. */
export function logAnalyticsJson(events: Event[]): string {
  const columns = columnsOf(events);
  const rows = events.map((event) => `[${columns.map((name) => jsonValue(event[name])).join(',')}]`);
  const described = columns.map((name) => ({ name, type: 'string' }));
  return `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(described)},"rows":[${rows.join(',')}]}]}`;
}

/** A process event; a number makes its key. */
export function processEvent(id: number | bigint, more: Event = {}): Event {
  return {
    Timestamp: '2026-03-10T08:59:59.1234567Z',
    DeviceId: 'a'.repeat(40),
    DeviceName: 'host-1.corp.example',
    ActionType: 'ProcessCreated',
    FileName: 'vncserver.exe',
    ProcessCommandLine: '"C:\\vnc\\vncserver.exe" -service',
    ReportId: BigInt(id),
    ...more,
  };
}

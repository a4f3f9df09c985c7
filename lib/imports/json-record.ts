import { messageOf } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { columnNames } from './header';
import { isObject, parseExact, textOfValue } from './json-value';
import type { Batch } from './rows';

/** Turns JSON texts into rows; shapes are kept, so that rows of one shape share their names. */
export class JsonRecords {
  private readonly shapes = new Map<string, readonly string[]>();

  constructor(private readonly file: string) {}

  /**
   * Adds what a text holds to the batch: a row as an object, a record of the streaming export (`category` and `properties`), or a
   * wrapped list of them (`records`). With `columns`, a row is an array of as many values.
   */
  add(batch: Batch, line: number, text: string, columns?: readonly string[]): void {
    try {
      const value = parseExact(text);
      if (columns) batch.rows.push({ line, category: null, names: columns, values: cells(value, columns.length) });
      else if (isObject(value) && Array.isArray(value.records) && value.properties === undefined)
        for (const record of value.records) this.addObject(batch, line, record);
      else this.addObject(batch, line, value);
    } catch (error) {
      const deep = error instanceof RangeError ? 'nested too deep' : messageOf(error).slice(0, 200);
      batch.bad.push({ line, reason: error instanceof RowError ? error.message : `not JSON: ${deep}`, text });
    }
  }

  private addObject(batch: Batch, line: number, value: unknown): void {
    if (!isObject(value)) throw new RowError('not an object with a value a column');
    const { category, properties, tenantId } = value;
    const enveloped = typeof category === 'string' && isObject(properties);
    const row = enveloped && tenantId !== undefined ? { TenantId: tenantId, ...properties } : enveloped ? properties : value;
    const entries = Object.entries(row).filter(([name]) => !name.includes('@odata.'));
    const names = this.shapeOf(entries.map(([name]) => name));
    batch.rows.push({ line, category: enveloped ? category : null, names, values: entries.map(([, cell]) => textOfValue(cell)) });
  }

  private shapeOf(names: string[]): readonly string[] {
    const key = names.join('\0');
    const known = this.shapes.get(key);
    if (known) return known;
    let shape: string[];
    try {
      shape = columnNames(names, this.file);
    } catch (error) {
      throw new RowError(messageOf(error).replace(`${this.file}: `, ''));
    }
    if (this.shapes.size < 10_000) this.shapes.set(key, shape);
    return shape;
  }
}

class RowError extends Error {}

function cells(value: unknown, expected: number): string[] {
  if (!Array.isArray(value)) throw new RowError('not an array with a value a column');
  if (value.length !== expected)
    throw new RowError(`${counted(value.length, 'value')} where the answer names ${counted(expected, 'column')}`);
  return value.map(textOfValue);
}

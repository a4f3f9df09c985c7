/** The files of golden cases, read. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Case {
  name: string;
  kql: string;
  /** What came out: `--- sql` and `--- rows`, or `--- error`. */
  expected: string;
}

export const caseFiles = readdirSync(__dirname).filter((file) => file.endsWith('.txt'));

export function readCases(file: string): Case[] {
  return readFileSync(path.join(__dirname, file), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...rest] = part.split('\n');
      const [kql = '', ...expected] = rest.join('\n').split(/^(?=--- )/m);
      return { name, kql: kql.trim(), expected: expected.join('').trim() };
    });
}

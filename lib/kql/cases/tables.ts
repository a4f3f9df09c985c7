/** The tables of the cases: small, with values that KQL and SQL treat differently. */
import type { TableSchema } from '../schemas';
import type { Database } from './database';

export const caseSchemas: TableSchema[] = [
  {
    name: 'Events',
    columns: [
      { name: 'Id', type: 'long' },
      { name: 'Time', type: 'datetime' },
      { name: 'Name', type: 'string' },
      { name: 'N', type: 'long' },
      { name: 'I', type: 'int' },
      { name: 'R', type: 'real' },
      { name: 'B', type: 'bool' },
      { name: 'Span', type: 'timespan' },
      { name: 'D', type: 'dynamic' },
    ],
  },
  {
    name: 'Owners',
    columns: [
      { name: 'Name', type: 'string' },
      { name: 'Owner', type: 'string' },
      { name: 'N', type: 'string' },
    ],
  },
];

// 2026-03-10 is a Tuesday; its midnight in ticks.
const MIDNIGHT = '639086976000000000';
const HOUR = '36000000000';

export async function fill({ connection }: Database): Promise<void> {
  await connection.run(`INSERT INTO "Events" VALUES
    (1, ${MIDNIGHT} + 8 * ${HOUR}, 'RealVNC Ltd', 1, 10, 1.5, TRUE, ${HOUR}, '{"a":[1,"x",null],"b":{"c":"d"},"n":9007199254740993}'),
    (2, ${MIDNIGHT} + 8 * ${HOUR} + 1, 'tight_vnc.exe', 5, -7, -2.5, FALSE, -${HOUR}, '["p","q"]'),
    (3, ${MIDNIGHT} - 1, 'vncviewer -x', NULL, NULL, NULL, NULL, NULL, NULL),
    (4, ${MIDNIGHT} - 24 * ${HOUR}, '', 9007199254740993, 0, 'nan', TRUE, 1, '"text"'),
    (5, ${MIDNIGHT} - 6 * 24 * ${HOUR}, 'Ünïcode Ärger', -3, 3, 'inf', FALSE, 26 * ${HOUR} + 5, '[]')`);
  await connection.run(`INSERT INTO "Owners" VALUES
    ('RealVNC Ltd', 'ann', 'one'), ('RealVNC Ltd', 'bob', ''), ('nobody''s', 'cy', 'x'), ('', 'dee', 'y')`);
}

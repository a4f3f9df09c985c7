/** What the server tells the process that imports one file (importer-process.ts), as one argument in JSON. */
import { z } from 'zod';
import { importTables } from './recognise';

const argumentsSchema = z.object({
  path: z.string(),
  /** What people call the file. */
  name: z.string(),
  dataDir: z.string(),
  /** Forces the table. */
  table: z.enum(importTables).optional(),
});
export type ImporterArguments = z.infer<typeof argumentsSchema>;

export const writeArguments = (given: ImporterArguments) => JSON.stringify(given);

/** The arguments in a process's own; throws where they are none. */
export const readArguments = (text: string | undefined) => argumentsSchema.parse(JSON.parse(text ?? ''));

import type { Engine, LabelledQuestion, QueryOptions, QueryResult } from './engine';

/** What an engine is asked: KQL, and maybe the same on rows that are labelled already. */
export type Asked = string | { kql: string; labelled: LabelledQuestion | undefined };

/** As `engine.query`. */
export function ask(engine: Engine, asked: Asked, options: QueryOptions): Promise<QueryResult> {
  if (typeof asked === 'string') return engine.query(asked, options);
  return engine.query(asked.kql, { ...options, labelled: asked.labelled });
}

/** The same with a pipe behind it. */
export function piped(asked: Asked, pipe: string): Asked {
  if (typeof asked === 'string') return asked + pipe;
  const { kql, labelled } = asked;
  return { kql: kql + pipe, labelled: labelled && { ...labelled, kql: labelled.kql + pipe } };
}

/** The KQL that every engine answers. */
export const kqlOf = (asked: Asked): string => (typeof asked === 'string' ? asked : asked.kql);

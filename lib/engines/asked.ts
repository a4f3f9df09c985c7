import type { Engine, LabelledQuestion, QueryOptions, QueryResult } from './engine';

/** What an engine is asked: KQL, and maybe the same on rows that are labelled already. Then the KQL is made only when it is read. */
export type Asked = string | { readonly kql: string; readonly labelled: LabelledQuestion | undefined };

/** Asks the engine as `engine.query` does. */
export async function ask(engine: Engine, asked: Asked, options: QueryOptions): Promise<QueryResult> {
  if (typeof asked === 'string') return await engine.query(asked, options);
  const answer = asked.labelled && (await engine.onLabelled?.(asked.labelled, options));
  return answer ?? (await engine.query(asked.kql, options));
}

/** The same question with a pipe after it. */
export function piped(asked: Asked, pipe: string): Asked {
  if (typeof asked === 'string') return asked + pipe;
  const { labelled } = asked;
  return {
    get kql() {
      return asked.kql + pipe;
    },
    labelled: labelled && { ...labelled, kql: labelled.kql + pipe },
  };
}

/** The KQL that every engine answers. */
export const kqlOf = (asked: Asked): string => (typeof asked === 'string' ? asked : asked.kql);

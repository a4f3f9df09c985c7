/** Runs a question's KQL over its workspaces. */

import { readSyntax } from '@/lib/kql/syntax/parse';
import { type KqlFault, semanticFault, syntaxFault } from '../api/kql-fault';
import type { AnswerLimits, Rows, Telemetry } from '../api/telemetry';
import { type ForeignTable, type Rewritten, rewriteWorkspaces } from './cross-workspace';
import type { Question } from './question';
import { type ViewedTable, Views } from './views';
import { findWorkspace, type StandInWorkspace } from './workspaces';

const MAX_WORKSPACES = 100;

/** A question that can run: its workspaces are known. */
export interface Plan {
  question: Question;
  rewritten: Rewritten;
  /** All workspaces that it reads, whether the request or the query names them. */
  workspaces: StandInWorkspace[];
}

export class BadQuery extends Error {
  constructor(readonly fault: KqlFault) {
    super(fault.message);
  }
}

/** Throws BadQuery where the text is no KQL, or names an unknown workspace or too many. */
export function plan(question: Question): Plan {
  const wrong = syntaxFault(question.kql);
  if (wrong) throw new BadQuery(wrong);
  const rewritten = rewriteWorkspaces(question.kql);
  const named = rewritten.foreign.map(({ workspace }) => {
    const found = findWorkspace(workspace);
    if (!found) throw semantic(`Failed to resolve workspace expression named '${workspace}'`);
    return found;
  });
  const workspaces = [...new Set([...question.workspaces, ...named])];
  if (workspaces.length > MAX_WORKSPACES) throw semantic(`The query references more than ${MAX_WORKSPACES} workspaces.`);
  return { question, rewritten, workspaces };
}

export interface Answered extends Rows {
  /** Missing tables that the query names. Only a query with a fuzzy union runs in spite of one. */
  passedOver: string[];
}

export class Runner {
  private readonly views: Views;

  constructor(private readonly telemetry: Telemetry) {
    this.views = new Views(telemetry);
  }

  /** Rejects with BadQuery where the query is wrong, and with the Fault `cancelled` when the signal aborts. */
  async run({ question, rewritten }: Plan, limits: AnswerLimits, signal: AbortSignal): Promise<Answered> {
    const { kql, edits, foreign } = rewritten;
    const view = this.views.view(question.workspaces, foreign.map(foreignTable), question.interval);
    try {
      const rows = await this.telemetry.run(kql, view, limits, signal);
      const hunted = [...this.telemetry.holdings.schemas.map(({ name }) => name), ...foreign.map(({ alias }) => alias)];
      const absent = new Set(hunted.filter((name) => view.relation(name) === undefined));
      return { ...rows, passedOver: absent.size === 0 ? [] : namesIn(kql).filter((name) => absent.has(name)) };
    } catch (error) {
      throw signal.aborted ? error : new BadQuery(semanticFault(error, { sent: question.kql, ran: kql, edits }));
    }
  }
}

/** Names that a sound query refers to, each once. */
function namesIn(kql: string): string[] {
  const names = [...readSyntax(kql).walk()].filter(({ kind }) => kind === 'NameReference').map((node) => node.simpleName);
  return [...new Set(names)];
}

function foreignTable({ alias, table, workspace }: ForeignTable): ViewedTable {
  const found = findWorkspace(workspace);
  return { name: alias, table, from: found ? [found] : [] };
}

const semantic = (message: string) => new BadQuery({ kind: 'semantic', code: 'SEM0100', message, line: 1, pos: 0, token: '' });

/** What is wrong with a query, in Kusto's own words. */

import { LRUCache } from 'lru-cache';
import { KqlError } from '@/lib/kql/model';
import { type Edit, unspliced } from '@/lib/kql/syntax/edits';
import { kusto, toArray } from '@/lib/kql/syntax/kusto';
import { position } from '@/lib/kql/syntax/node';
import { readSyntax } from '@/lib/kql/syntax/parse';

export interface KqlFault {
  /** `unsupported` means that the query is sound, but the stand-in cannot run it. Azure has no such refusal. */
  kind: 'syntax' | 'semantic' | 'unsupported';
  code: string;
  message: string;
  line: number;
  /** How many characters of its line stand before the fault, as Azure counts. */
  pos: number;
  /** The word at which the fault is. */
  token: string;
}

/** Texts that have no syntax fault. Many users ask the same text, and a refused one is asked again, so each is parsed once. */
const sound = new LRUCache<string, true>({ max: 200 });

/** The first syntax fault of a text, if it has one. */
export function syntaxFault(kql: string): KqlFault | undefined {
  if (sound.has(kql)) return undefined;
  const faults = toArray(kusto.KustoCode.Parse(kql).GetDiagnostics()).filter(({ Severity }) => Severity === 'Error');
  const first = faults.sort((a, b) => a.Start - b.Start)[0];
  if (!first) {
    sound.set(kql, true);
    return undefined;
  }
  const place = placeOf(kql, first.Start);
  const message = `Query could not be parsed at '${place.token}' on line [${place.line},${place.pos}]`;
  return { kind: 'syntax', code: 'SYN0002', message, ...place };
}

const NO_TABLE = 'KS204';
const NO_NAME = 'KS142';
const NO_FUNCTION = 'KS211';
/** Whether our own translator found this fault where Kusto would find none, since it knows less than Kusto. */
const isOwn = (code: string) => /^[a-z-]+$/.test(code) && !['empty', 'no-table', 'types'].includes(code);

/**
 * Tells why the parser or the translator refused `ran`, the text that the edits make of `sent`. The fault's place is in `sent`.
 * An error that is no KqlError is thrown again.
 */
export function semanticFault(error: unknown, { sent, ran, edits }: { sent: string; ran: string; edits: Edit[] }): KqlFault {
  const diagnostic = error instanceof KqlError ? error.diagnostics[0] : undefined;
  if (!diagnostic) throw error;
  const { code, message, line, column } = diagnostic;
  const lineStart =
    ran
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  const offset = unspliced(edits, lineStart + column - 1);
  const edited = edits.find((edit) => edit.start === offset);
  const place = placeOf(sent, edited ? lastWord(sent, edited) : offset);
  if (isOwn(code)) return { kind: 'unsupported', code, message, ...place };
  if (code === NO_FUNCTION) return { kind: 'semantic', code: 'SEM0260', message: `Unknown function: '${place.token}'`, ...place };
  const what = code === NO_TABLE ? 'table or column expression' : code === NO_NAME ? 'scalar expression' : undefined;
  const words = what ? `Failed to resolve ${what} named '${place.token}'` : message;
  return { kind: 'semantic', code: what ? 'SEM0100' : 'SEM0001', message: `${operatorAt(sent, offset)}${words}`, ...place };
}

function placeOf(text: string, offset: number): Pick<KqlFault, 'line' | 'pos' | 'token'> {
  const { line, column } = position(text, offset);
  const token = /^(?:\w+|\S)/.exec(text.slice(offset).trimStart())?.[0] ?? '<EOF>';
  return { line, pos: column - 1, token };
}

/** Where the edited text's last word begins. In `workspace('…').Table` it is the table that could not be found. */
const lastWord = (text: string, { end }: Edit) => end - (/\w+$/.exec(text.slice(0, end))?.[0].length ?? 0);

/** `'where' operator: ` for a fault that lies in that operator or in its input; empty where there is no operator. */
function operatorAt(kql: string, offset: number): string {
  const operators = [...readSyntax(kql).walk()].filter((node) => node.kind.endsWith('Operator') && node.role === 'Operator');
  const around = operators.filter((node) => node.start <= offset && offset < node.end).at(-1);
  const next = operators.filter((node) => node.start >= offset).sort((a, b) => a.start - b.start)[0];
  const word = /^[\w-]+/.exec((around ?? next)?.text ?? '')?.[0];
  return word === undefined ? '' : `'${word}' operator: `;
}

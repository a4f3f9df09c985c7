/** Gives the parameters of a query their values from a command line. */
import { Fault } from '@/lib/shared/errors';
import { parseInstant } from '@/lib/shared/time';
import { KqlError } from '../model';
import { kqlDatetime, kqlString } from '../quote';
import { checkLimits, defaultLimits } from './limits';
import { clip, type Node } from './node';
import { readSyntax } from './parse';
import { parseTimespan } from './timespan';

/**
 * The query with a first line of `let` statements that give its parameters their values: declared ones by their types,
 * others as strings. `inOwnLines` takes that line off an error's place. Throws a KqlError or a Fault for a value that is
 * missing or is not of its type.
 */
export function withParameters(query: string, given: Map<string, string>): string {
  checkLimits(query, defaultLimits);
  const declarations = readSyntax(query)
    .list('Statements')
    .filter((s) => s.kind === 'QueryParametersStatement');
  const open = new Map(given);
  const lets: string[] = [];
  let text = query;
  for (const declaration of declarations) {
    for (const parameter of declaration.list('Parameters')) {
      const name = parameter.get('NameAndType').get('Name').simpleName;
      lets.push(`let [${kqlString(name)}] = ${literalOf(parameter, open.get(name))};`);
      open.delete(name);
    }
    // Blanks in its place keep the line and column of all that follows.
    const end = query.indexOf(';', declaration.end) + 1 || declaration.end;
    text = text.slice(0, declaration.start) + text.slice(declaration.start, end).replace(/[^\n]/g, ' ') + text.slice(end);
  }
  for (const [name, value] of open) lets.push(`let [${kqlString(name)}] = ${kqlString(value)};`);
  return `${lets.join(' ')}\n${text}`;
}

/** An error in a query from `withParameters`, with the line numbers of the query as written. */
export function inOwnLines(error: KqlError): KqlError {
  return new KqlError(error.diagnostics.map((d) => ({ ...d, line: Math.max(1, d.line - 1) })));
}

const literals: Record<string, (value: string) => string | undefined> = {
  string: kqlString,
  long: (value) => whole(value, 'long'),
  int: (value) => whole(value, 'int'),
  real: (value) => (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? `real(${value})` : undefined),
  bool: (value) => (/^(?:true|false)$/.test(value) ? value : undefined),
  datetime: (value) => {
    const instant = parseInstant(value);
    return instant === undefined ? undefined : kqlDatetime(instant);
  },
  timespan: (value) => (parseTimespan(value) === undefined ? undefined : `timespan(${value})`),
  dynamic: (value) => `parse_json(${kqlString(value)})`,
};

const whole = (value: string, type: string) => (/^-?\d{1,19}$/.test(value) ? `${type}(${value})` : undefined);

function literalOf(parameter: Node, value: string | undefined): string {
  const declared = parameter.get('NameAndType');
  const [name, type] = [declared.get('Name').simpleName, declared.get('Type').text];
  const byDefault = parameter.find('DefaultValue')?.get('Value').text;
  if (value === undefined && byDefault !== undefined) return byDefault;
  if (value === undefined) throw parameter.error('parameter', `The parameter ${clip(name)} has no value: give it with --param.`);
  const literal = literals[type]?.(value);
  if (literal === undefined) throw new Fault('bad-input', `--param ${clip(name)}: “${clip(value)}” is not of the type ${type}.`);
  return literal;
}

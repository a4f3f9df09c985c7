/** `name=value` parameters of operators. */
import { clip, type Node } from '../syntax/node';

/** The parameters of an operator. Hints change no answer and are ignored; others that are not `known` are refused. */
export function checkParameters(operator: Node, known: string[]): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const parameter of operator.list('Parameters')) {
    const name = parameter.get('Name').simpleName;
    if (known.includes(name)) found.set(name, parameter.get('Expression'));
    else if (!name.startsWith('hint.'))
      throw parameter.error('unsupported', `The parameter “${clip(parameter.text)}” is not supported.`);
  }
  return found;
}

/** What a parameter is given, if it is there. */
export function parameter(operator: Node, name: string): Node | undefined {
  return operator
    .list('Parameters')
    .find((p) => p.get('Name').simpleName === name)
    ?.get('Expression');
}

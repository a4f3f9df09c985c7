/** A function call: looked up by its name in one of the tables. To add a function, add it to its family's table. */

import { clip, type Node } from '../../syntax/node';
import { aggregates } from '../aggregates/aggregates';
import type { Scope, Translator } from '../translator';
import type { Value } from '../value';
import { addressFunctions } from './addresses';
import { arrayFunctions } from './arrays';
import { conditionalFunctions } from './conditional';
import { conversionFunctions } from './conversions';
import { Call, type FunctionTable } from './function';
import { mathFunctions } from './math';
import { textFunctions } from './text';
import { timeFunctions } from './time';

export const functions: FunctionTable = {
  ...conditionalFunctions,
  ...conversionFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...mathFunctions,
  ...arrayFunctions,
  ...addressFunctions,
};

export function callFunction(t: Translator, node: Node, scope: Scope): Value {
  const name = node.get('Name').simpleName;
  const args = node.get('ArgumentList').list('Expressions');
  const input = scope.aggregates;
  const aggregate = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  // The arguments of an aggregate are expressions over rows, in which no aggregate may stand.
  if (input && aggregate) return aggregate(new Call(t, node, name, args, {}), input);
  const translation = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!translation) throw node.error('unsupported', `The function ${clip(name)}() is not supported.`);
  return translation(new Call(t, node, name, args, scope));
}

/** Tables as SQL: a name, a pipe, or an operator that a query begins with. */
import { checkColumns, type Relation, relationOf } from '../sql/relation';
import type { Translator } from '../sql/translator';
import { clip, type Node } from '../syntax/node';
import { WATCHLIST } from '../syntax/parse';
import { operators, wordOf } from './operators';

type SourceTranslation = (t: Translator, node: Node) => Relation;

const byKind: Record<string, SourceTranslation> = {
  NameReference: named,
  PipeExpression: piped,
  ParenthesizedExpression: (t, node) => t.tabular(node.get('Expression')),
  FunctionCallExpression: called,
  MaterializeExpression: (t, node) => ({ ...t.tabular(node.get('Expression')), name: undefined }),
};

export function translateTabular(t: Translator, node: Node): Relation {
  const translate = byKind[node.kind] ?? operators[node.kind]?.source;
  if (!translate) throw node.error('unsupported', `“${clip(node.text)}” is not supported as a table.`);
  const relation = translate(t, node);
  checkColumns(relation.columns, node.find('Operator') ?? node);
  return relation;
}

function piped(t: Translator, node: Node): Relation {
  const operator = node.get('Operator');
  const translate = operators[operator.kind]?.pipe;
  if (!translate) throw operator.error('unsupported', `The operator “${wordOf(operator)}” is not supported.`);
  const { name: _, ...input } = t.tabular(node.get('Expression'));
  return translate(t, operator, input);
}

/** No function gives a table here. A watchlist's entries can stand in the query itself. */
function called(_: Translator, node: Node): never {
  if (node.get('Name').simpleName !== WATCHLIST)
    throw node.error('unsupported', `“${clip(node.text)}” is not supported as a table.`);
  throw node.error(
    'unsupported',
    `“${clip(node.text)}” reads a watchlist of Microsoft Sentinel, which files do not hold. Write its entries into the query: ` +
      "let entries = dynamic(['…']). To take events out of sweeps, make a named list of the same entries and use it in an exclusion.",
  );
}

function named(t: Translator, node: Node): Relation {
  const { symbol } = node;
  const given = symbol ? t.letOf(symbol.id) : undefined;
  if (given) return { ...t.tabular(given), name: undefined };
  if (symbol?.kind !== 'Table') throw node.error('unsupported', `“${clip(node.text)}” is not supported as a table.`);
  return { ...relationOf(t.table(node, symbol.name), node.columns), name: symbol.name };
}

/** A node of the analysed tree. */

import type { Column, KqlType } from '../model';
import { KqlError } from '../model';
import { type KustoNode, nodeKind, symbolKind, toArray } from './kusto';

const scalars: ReadonlySet<string> = new Set<KqlType>([
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'dynamic',
  'guid',
]);

const isScalar = (name: string): name is KqlType => scalars.has(name);

export class Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  private parts: Node[] | undefined;

  constructor(
    private readonly raw: KustoNode,
    /** The whole query. */
    readonly source: string,
    /** Its part in the parent, such as `Condition`; empty in a list. */
    readonly role: string = '',
    readonly parent: Node | undefined = undefined,
  ) {
    this.kind = nodeKind(raw.Kind);
    this.start = raw.TextStart;
    this.end = raw.End;
  }

  /** The text as written, without spaces and comments around it. */
  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  get children(): Node[] {
    if (this.parts === undefined) {
      this.parts = [];
      for (let i = 0; i < this.raw.ChildCount; i++) {
        const child = this.raw.GetChild(i);
        if (child) this.parts.push(new Node(child, this.source, this.raw.GetName(i), this));
      }
    }
    return this.parts;
  }

  /** The child of a role; undefined where there is none. */
  find(role: string): Node | undefined {
    return this.children.find((child) => child.role === role);
  }

  /** The child of a role that the grammar requires. */
  get(role: string): Node {
    const child = this.find(role);
    if (!child) throw this.error('incomplete', `“${clip(this.text)}” is not complete.`);
    return child;
  }

  /** The elements of the child list of a role, without separators; none where there is no such list. */
  list(role: string): Node[] {
    return this.find(role)?.elements ?? [];
  }

  /** The elements of this list. */
  get elements(): Node[] {
    return this.children.map((child) => (child.kind === 'SeparatedElement' ? (child.children[0] ?? child) : child));
  }

  /** What a name refers to: `id` is the same object for every reference to the same thing. */
  get symbol(): { name: string; kind: string; id: object } | undefined {
    const symbol = this.raw.ReferencedSymbol;
    return symbol ? { name: symbol.Name, kind: symbolKind(symbol.Kind), id: symbol } : undefined;
  }

  /** The type of a scalar expression; undefined for other nodes, and where the parser cannot tell. */
  get type(): KqlType | undefined {
    const type = this.raw.ResultType;
    return type && isScalar(type.Name) ? type.Name : undefined;
  }

  /** The columns a tabular expression or operator gives, as Kusto names and orders them. */
  get columns(): Column[] {
    const columns = this.raw.ResultType?.Columns;
    if (!columns) throw this.error('no-table', `“${clip(this.text)}” is not a table.`);
    return toArray(columns).map(({ Name, Type }) => {
      if (!isScalar(Type.Name)) throw this.error('unknown-type', `The type of the column “${clip(Name)}” cannot be told.`);
      return { name: Name, type: Type.Name };
    });
  }

  /** The identities of those columns by name. A column that a query passes on unchanged keeps its identity. */
  get columnIds(): Map<string, object> {
    const columns = this.raw.ResultType?.Columns;
    return new Map(columns ? toArray(columns).map((c) => [c.Name, c]) : []);
  }

  get isTabular(): boolean {
    return this.raw.ResultType?.Columns !== undefined && symbolKind(this.raw.ResultType.Kind) === 'Table';
  }

  /** The decoded text of a string literal, or of its token. */
  get stringValue(): string {
    const value = this.kind === 'StringLiteralToken' ? this.raw.ValueText : this.raw.LiteralValue;
    if (typeof value !== 'string') throw this.error('not-a-string', `“${clip(this.text)}” is not a string.`);
    return value;
  }

  /** A name without its brackets and quotes: `['a b']` is a b. */
  get simpleName(): string {
    return this.raw.SimpleName ?? this.text;
  }

  /** This node and all below it, parents first. */
  *walk(): Generator<Node> {
    yield this;
    for (const child of this.children) yield* child.walk();
  }

  /** An error that points at this node. */
  error(code: string, message: string): KqlError {
    return new KqlError([{ code, message, ...position(this.source, this.start) }]);
  }
}

/** Line and column, from 1, of an offset. */
export function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** The offset of a line and a column, from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}

/** A text in one line, short enough for a message. */
export function clip(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

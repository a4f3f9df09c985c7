/** A function call, as its translation sees it. */
import { clip, type Node } from '../../syntax/node';
import type { Scope, Translator } from '../translator';
import type { Value } from '../value';
import { toText } from './conversion';

export class Call {
  constructor(
    readonly t: Translator,
    readonly node: Node,
    readonly name: string,
    readonly args: Node[],
    readonly scope: Scope,
  ) {}

  get count(): number {
    return this.args.length;
  }

  arg(i: number): Node {
    const arg = this.args[i];
    if (!arg) throw this.node.error('arguments', `${this.name}() lacks its argument ${i + 1}.`);
    return arg;
  }

  value(i: number): Value {
    return this.t.expression(this.arg(i), this.scope);
  }

  values(): Value[] {
    return this.args.map((_, i) => this.value(i));
  }

  /** The argument as text, converted where it has another type. */
  text(i: number): string {
    return toText(this.value(i)).sql;
  }

  /** The argument as a predicate: null counts as false. */
  condition(i: number): string {
    return this.t.condition(this.arg(i), this.scope);
  }

  /** A text known before the query runs. */
  constantText(i: number): string {
    const { constant } = this.value(i);
    if (typeof constant !== 'string') throw this.needsConstant(i, 'text');
    return constant;
  }

  constantWhole(i: number): bigint {
    const { constant } = this.value(i);
    if (typeof constant !== 'bigint') throw this.needsConstant(i, 'whole number');
    return constant;
  }

  private needsConstant(i: number, what: string) {
    return this.arg(i).error('constant', `${this.name}(): “${clip(this.arg(i).text)}” must be a constant ${what}.`);
  }

  unsupported(why: string) {
    return this.node.error('unsupported', `${this.name}(): ${why}`);
  }
}

type FunctionTranslation = (call: Call) => Value;
export type FunctionTable = Record<string, FunctionTranslation>;

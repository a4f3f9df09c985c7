/**
 * Hunts that differ only in the texts they look for have one shape, and one of them is parsed for all: Microsoft’s parser takes
 * ten milliseconds a hunt, and a catalogue has hundreds. Pure.
 */

interface OperandShape {
  /** The query with a mark in place of each operand. */
  shape: string;
  /** What the marks stand for: `'anydesk.com'`, or the inside of a list, `'a', 'b'`. */
  operands: string[];
}

/** Strings of every form, and comments: what looks like an operator in them is none. Then words, and what is left. */
const token =
  /\/\/[^\n]*|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@'[^']*(?:'|$)|@"[^"]*(?:"|$)|'(?:\\.|[^'\\\n])*(?:'|$)?|"(?:\\.|[^"\\\n])*(?:"|$)?|=~|[\w~]+|\s+|[\s\S]/y;
/** Operators on text: the parser does not care which text is at their right. */
const operator = /^(?:(?:has|has_any|has_all|hasprefix|hassuffix|contains|startswith|endswith)(?:_cs)?|=~|in~)$/;
/** One with an escape stays in the shape: only the parser can tell whether it is right, and which text it stands for. */
const text = "'[^'\\\\\\n]+'";
const one = new RegExp(`(\\s*)(${text})`, 'y');
const several = new RegExp(`(\\s*\\(\\s*)(${text}(?:\\s*,\\s*${text})*)(?=\\s*\\))`, 'y');

/** Characters for private use, which no hunt needs. */
const mark = (i: number) => `'\uE000${i}\uE001'`;
const marks = /'\uE000(\d+)\uE001'/g;

/** Null if the query itself contains the characters of the marks. */
export function operandShape(query: string): OperandShape | null {
  if (/[\uE000\uE001]/.test(query)) return null;
  const operands: string[] = [];
  let shape = '';
  for (let at = 0; at < query.length; ) {
    const [word = ''] = matchAt(token, query, at) ?? [];
    shape += word;
    at += word.length;
    const operand = operator.test(word) ? (matchAt(one, query, at) ?? matchAt(several, query, at)) : null;
    if (!operand) continue;
    shape += `${operand[1]}${mark(operands.length)}`;
    operands.push(operand[2] ?? '');
    at += operand[0].length;
  }
  return { shape, operands };
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** A text with the operands in place of the marks. */
export function withOperands(text: string, operands: string[]): string {
  return text.replaceAll(marks, (_, i) => operands[Number(i)] ?? '');
}

/** The texts that a text of the shape stands for: those of a mark's operand, which has no escapes, or itself. */
export function textsOf(shape: string, operands: string[]): string[] {
  const [, i] = /^\uE000(\d+)\uE001$/.exec(shape) ?? [];
  if (i === undefined) return [shape];
  return [...(operands[Number(i)] ?? '').matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
}

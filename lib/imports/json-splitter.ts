import { Fault } from '@/lib/shared/errors';
import { MAX_ROW } from './rows';

/** What a piece of a JSON document completes. `table` begins one of a Log Analytics answer. */
export interface JsonPiece {
  kind: 'row' | 'table' | 'columns' | 'error';
  text: string;
}

/** The role of an open object or array. Inside `rows` every element is a row; the content of `other` is skipped. */
type Role = 'root' | 'document' | 'rows' | 'tables' | 'table' | 'other';

interface Frame {
  role: Role;
  close: string;
  key: string;
  expectsKey: boolean;
  /** When it closes, its text is given under this name. */
  take: JsonPiece['kind'] | null;
  start: number;
}

const MAX_DEPTH = 1000;

/** Where rows are, by the key of an array in the document: Event Hubs, Graph, Defender's old API, OData, Log Analytics. */
const rolesOfArrays: Record<string, Role> = { records: 'rows', results: 'rows', value: 'rows', tables: 'tables' };

/**
 * Finds the rows of a JSON document of any length, piece by piece, and gives each as text. It understands strings and brackets only;
 * JSON.parse reads the rows. A top-level object without rows inside is a row itself.
 */
export class JsonSplitter {
  private text = '';
  private at = 0;
  private stack: Frame[] = [];
  private pieces: JsonPiece[] = [];

  constructor(private readonly file: string) {}

  push(piece: string): JsonPiece[] {
    const keep = Math.min(this.at, ...this.stack.filter((frame) => frame.take).map((frame) => frame.start));
    this.text = this.text.slice(keep) + piece;
    this.at -= keep;
    for (const frame of this.stack) frame.start -= keep;
    if (this.text.length > MAX_ROW + piece.length)
      throw new Fault('bad-input', `${this.file}: a row is longer than 4 million characters.`);
    this.scan();
    const done = this.pieces;
    this.pieces = [];
    return done;
  }

  /** Throws a Fault when the document is not whole. */
  finish(): void {
    if (this.stack.length > 0 || this.text.slice(this.at).trim() !== '')
      throw new Fault('bad-input', `${this.file} is cut short: the JSON document ends before it is closed.`);
  }

  private scan(): void {
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      const frame = this.stack.at(-1);
      if (char === '"') {
        if (!this.string(frame)) return;
      } else if (char === '{' || char === '[') this.open(char, frame);
      else if (char === '}' || char === ']') this.close(char, frame);
      else if (char === ',' || char === ':') {
        if (frame) frame.expectsKey = char === ',' && frame.close === '}';
        this.at += 1;
      } else if (/\s/.test(char)) this.at += 1;
      else if (!this.scalar(frame)) return;
    }
  }

  private string(frame: Frame | undefined): boolean {
    const end = endOfString(this.text, this.at + 1);
    if (end < 0) return false;
    const text = this.text.slice(this.at, end);
    if (frame?.expectsKey) frame.key = text.slice(1, -1).toLowerCase();
    else if (frame?.role === 'rows') this.pieces.push({ kind: 'row', text });
    this.at = end;
    return true;
  }

  private scalar(frame: Frame | undefined): boolean {
    const end = this.text.slice(this.at).search(/[\s,:"{}[\]]/);
    if (end < 0) return false;
    if (frame === undefined)
      throw new Fault('bad-input', `${this.file} is not JSON: “${this.text.slice(this.at, this.at + 40)}”.`);
    if (frame.role === 'rows') this.pieces.push({ kind: 'row', text: this.text.slice(this.at, this.at + end) });
    this.at += end;
    return true;
  }

  private open(char: string, parent: Frame | undefined): void {
    const { role, take } = this.meaning(char, parent);
    if (role === 'table') this.pieces.push({ kind: 'table', text: '' });
    // A document with rows inside is no row itself: its text need not be kept.
    if (parent?.role === 'document' && (role === 'rows' || role === 'tables' || take === 'error')) parent.take = null;
    if (this.stack.length >= MAX_DEPTH)
      throw new Fault('bad-input', `${this.file} is no export: its JSON is nested more than ${MAX_DEPTH} deep.`);
    const close = char === '{' ? '}' : ']';
    this.stack.push({ role, take, close, key: '', expectsKey: char === '{', start: this.at });
    this.at += 1;
  }

  private meaning(char: string, parent: Frame | undefined): Pick<Frame, 'role' | 'take'> {
    const nothing = { role: 'other', take: null } as const;
    const isArray = char === '[';
    switch (parent?.role ?? 'root') {
      case 'root':
        return isArray ? { role: 'rows', take: null } : { role: 'document', take: 'row' };
      case 'document': {
        if (!isArray) return parent?.key === 'error' ? { role: 'other', take: 'error' } : nothing;
        return { role: rolesOfArrays[parent?.key ?? ''] ?? 'other', take: null };
      }
      case 'rows':
        return { role: 'other', take: 'row' };
      case 'tables':
        return isArray ? nothing : { role: 'table', take: null };
      case 'table':
        if (isArray && parent?.key === 'rows') return { role: 'rows', take: null };
        return isArray && parent?.key === 'columns' ? { role: 'other', take: 'columns' } : nothing;
      default:
        return nothing;
    }
  }

  private close(char: string, frame: Frame | undefined): void {
    if (frame?.close !== char) throw new Fault('bad-input', `${this.file} is damaged: a “${char}” that closes nothing.`);
    this.at += 1;
    this.stack.pop();
    if (frame.take) this.pieces.push({ kind: frame.take, text: this.text.slice(frame.start, this.at) });
  }
}

/** Just past the quote that closes a string, from its first character on; -1 when the text ends first. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

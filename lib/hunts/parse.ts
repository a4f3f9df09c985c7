/** Reads a hunt from its YAML text. Pure. */
import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { confidenceAndBinary, deriveToolAndSignal, type ToolOf } from './derive';
import { HuntError, type HuntFault } from './faults';
import { spellKeys } from './keys';
import { type Hunt, slugOf } from './model';
import { type Place, type QueryPlace, queryPlace } from './query-place';
import { type Repaired, repaired } from './repair';
import { huntYamlSchema } from './schema';

/** Twice the longest query that the KQL parser takes. */
export const MAX_HUNT_BYTES = 128 * 1024;
const MAX_FAULTS = 10;
const TOO_DEEP = 'is nested too deeply';

export interface ParsedHunt {
  hunt: Hunt;
  queryPlace: QueryPlace;
  /** Where its id stands. */
  idPlace: Place;
}

/**
 * Reads a hunt; `file` is what messages call it, `toolOf` knows the tools that names may mean. Throws a HuntError with the line
 * and key of each fault. What breaks when a hunt is copied from a page is mended.
 */
export function parseHunt(yamlText: string, file: string, toolOf?: ToolOf): ParsedHunt {
  if (Buffer.byteLength(yamlText) > MAX_HUNT_BYTES)
    throw new HuntError([{ file, message: `is larger than ${MAX_HUNT_BYTES / 1024} KiB` }]);
  try {
    return read({ text: yamlText, added: () => 0 }, file, toolOf);
  } catch (error) {
    const faults = faultsOf(error, file);
    const mended = repaired(yamlText);
    try {
      if (mended) return read(mended, file, toolOf);
    } catch (again) {
      faultsOf(again, file);
    }
    throw faults;
  }
}

/** The faults of a text; a bug is thrown on. */
function faultsOf(error: unknown, file: string): HuntError {
  if (error instanceof HuntError) return error;
  // The library recurses into a document, so a deep one overflows the stack.
  if (error instanceof RangeError) return new HuntError([{ file, message: TOO_DEEP }]);
  throw error;
}

function read({ text: yamlText, added }: Repaired, file: string, toolOf: ToolOf | undefined): ParsedHunt {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: Math.max(col - added(line), 1) };
  };
  // The library compares each key with all others, which takes minutes for a hostile file. `shapeFaults` checks the top level.
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  spellKeys(document);
  const faults = [...syntaxFaults(document), ...shapeFaults(document)].map(({ offset, message }) => ({
    file,
    at: placeAt(offset),
    message,
  }));
  if (faults.length > 0) throw new HuntError(faults.slice(0, MAX_FAULTS));

  const placeOf = (path: PropertyKey[]): Place => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return placeAt(node.range[0]);
    }
    return placeAt(document.contents?.range?.[0] ?? 0);
  };
  const checked = huntYamlSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!checked.success) {
    const found = checked.error.issues.map(
      ({ path, message }): HuntFault => ({ file, at: placeOf(path), message: `${keyOf(path)} ${message}` }),
    );
    throw new HuntError(found.slice(0, MAX_FAULTS));
  }
  const derived = deriveToolAndSignal(
    checked.data.name,
    checked.data.requiredDataConnectors.flatMap(({ dataTypes }) => dataTypes),
    { query: checked.data.query, toolOf },
  );
  if ('fault' in derived) {
    const { key, message } = derived.fault;
    throw new HuntError([{ file, at: placeOf([key]), message: `${key} ${message}` }]);
  }
  const { tags, ...data } = checked.data;
  const hunt: Hunt = { ...data, ...derived, ...confidenceAndBinary(tags), toolSlug: slugOf(derived.tool), file };
  const place = queryPlace(document.get('query', true), yamlText, lines);
  return {
    hunt,
    queryPlace: (line, column) => {
      const at = place(line, column);
      return { line: at.line, column: Math.max(at.column - added(at.line), 1) };
    },
    idPlace: placeOf(['id']),
  };
}

interface TextFault {
  offset: number;
  message: string;
}

/** Only the first, since the others mostly follow from it. */
function syntaxFaults(document: Document): TextFault[] {
  return [...document.errors, ...document.warnings].slice(0, 1).map(({ pos, message, code }) => {
    if (code === 'MULTIPLE_DOCS') return { offset: pos[0], message: 'holds several YAML documents; a file is one hunt' };
    const isDeep = /call stack/i.test(message);
    return { offset: pos[0], message: isDeep ? TOO_DEEP : `is not YAML here: ${message.slice(0, 200)}` };
  });
}

/** Refuses what YAML allows and no hunt needs: aliases, of which a few can expand to gigabytes, and repeated keys. */
function shapeFaults(document: Document): TextFault[] {
  if (document.errors.length > 0) return [];
  if (!isMap(document.contents))
    return [{ offset: document.contents?.range?.[0] ?? 0, message: 'is no hunt: it has no keys such as id, name and query' }];
  const faults: TextFault[] = [];
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) return undefined;
      faults.push({ offset: node.range?.[0] ?? 0, message: `uses the alias *${node.source.slice(0, 40)}; write the value out` });
      return faults.length < MAX_FAULTS ? undefined : visit.BREAK;
    },
  });
  const seen = new Set<string>();
  for (const { key } of document.contents.items) {
    const name = String(isScalar(key) ? key.value : key);
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    if (seen.has(name)) faults.push({ offset, message: `${name.slice(0, 60)} is there twice` });
    seen.add(name);
  }
  return faults;
}

/** `requiredDataConnectors[0].connectorId`. */
function keyOf(path: PropertyKey[]): string {
  const key = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return key === '' ? 'The file' : key.replace(/^\./, '');
}

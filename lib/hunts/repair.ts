/** Mends what breaks when a hunt’s YAML is copied from a page: tabs, and blocks that lost their indentation. Pure. */

/** The keys at the top of Sentinel’s hunting queries. */
const topKey =
  /^(?:id|name|version|kind|metadata|tags|entityMappings|customDetails|description(?:-detailed)?|requiredDataConnectors|tactics|relevantTechniques|query)\s*:/i;
const block = /:\s*[|>][-+\d]*\s*$/;

export interface Repaired {
  text: string;
  /** How many characters stand at the beginning of each line that the file does not have; lines count from 1. */
  added: (line: number) => number;
}

/** The text with its blocks indented and its tabs as spaces; null when there is nothing to mend. */
export function repaired(yamlText: string): Repaired | null {
  const lines = yamlText.split(/\r\n|\n|\r/).map((line) => line.replace(/^[ \t]*/, (space) => space.replaceAll('\t', '  ')));
  const added = new Map<number, number>();
  let inside: 'block' | 'connectors' | 'nothing' = 'nothing';
  const mended = lines.map((line, i) => {
    if (topKey.test(line)) {
      inside = block.test(line) ? 'block' : /^requiredDataConnectors\s*:\s*$/i.test(line) ? 'connectors' : 'nothing';
      return line;
    }
    const more = inside === 'block' ? 2 : inside === 'connectors' ? connectorIndent(line) : 0;
    if (more > 0) added.set(i + 1, more);
    return ' '.repeat(more) + line;
  });
  const text = mended.join('\n');
  return text === yamlText ? null : { text, added: (line) => added.get(line) ?? 0 };
}

/** `- connectorId:` stays, its `dataTypes:` belongs below it, and what is listed then is a data type. */
function connectorIndent(line: string): number {
  return /^(?:dataTypes\s*:|- (?!connectorId))/i.test(line) ? 2 : 0;
}

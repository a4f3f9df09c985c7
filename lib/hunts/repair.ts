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
  let moreOf: (line: string) => number = () => 0;
  const mended = lines.map((line, i) => {
    if (topKey.test(line)) {
      moreOf = block.test(line) ? () => 2 : /^requiredDataConnectors\s*:\s*$/i.test(line) ? connectorIndent() : () => 0;
      return line;
    }
    const more = moreOf(line);
    if (more > 0) added.set(i + 1, more);
    return ' '.repeat(more) + line;
  });
  const text = mended.join('\n');
  return text === yamlText ? null : { text, added: (line) => added.get(line) ?? 0 };
}

/** By how much each next line of connectors must move: `dataTypes:` belongs below its `- connectorId:`, and what is listed then below that. */
function connectorIndent(): (line: string) => number {
  let [connector, dataTypes] = [0, 0];
  return (line) => {
    const indent = line.search(/\S/);
    if (/^\s*- *connectorId\s*:/i.test(line)) [connector, dataTypes] = [indent, 0];
    else if (/^\s*dataTypes\s*:/i.test(line)) {
      dataTypes = Math.max(indent, connector + 2);
      return dataTypes - indent;
    } else if (/^\s*- /.test(line)) return Math.max(dataTypes - indent, 0);
    return 0;
  };
}

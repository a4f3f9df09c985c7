/** The keys of Sentinel’s YAML that we read, and how people spell them. Pure. */
import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';

const top = spelled({
  id: ['guid'],
  name: ['title', 'displayname'],
  description: [],
  requiredDataConnectors: ['requireddataconnector', 'dataconnectors'],
  tactics: ['tactic'],
  relevantTechniques: ['relevanttechnique', 'techniques', 'technique'],
  tags: ['tag'],
  query: ['kql', 'huntingquery'],
});
const inConnector = spelled({ connectorId: ['connector'], dataTypes: ['datatype', 'tables', 'table'] });

/** Keys by every spelling, in small letters without hyphens. */
function spelled(keys: Record<string, string[]>): Map<string, string> {
  return new Map(Object.entries(keys).flatMap(([key, others]) => [key.toLowerCase(), ...others].map((other) => [other, key])));
}

/** Spells the keys that we read as Sentinel does: `required_data_connectors` becomes `requiredDataConnectors`. */
export function spellKeys({ contents }: Document): void {
  rename(contents, top);
  if (!isMap(contents)) return;
  const connectors = contents.get('requiredDataConnectors', true);
  for (const connector of isSeq(connectors) ? connectors.items : []) rename(connector, inConnector);
}

function rename(node: unknown, keys: Map<string, string>): void {
  for (const { key } of isMap<Node>(node) ? node.items : []) {
    if (isScalar(key) && typeof key.value === 'string')
      key.value = keys.get(key.value.toLowerCase().replace(/[_-]/g, '')) ?? key.value;
  }
}

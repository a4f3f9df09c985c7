/** `InitiatingProcessSHA1` → `Initiating`, `Process`, `SHA1`: the words of a column's name. Together they are the name. */
export function nameParts(name: string): string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[_ ])/);
}

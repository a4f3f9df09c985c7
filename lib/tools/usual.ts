/** Compares what a tool did with its facts. Pure, and safe in a browser. */
import type { ToolFacts } from './model';

const lower = (text: string) => text.toLowerCase();

/** Whether a host is a domain of the list or below one: `relay-1.net.anydesk.com` is below `anydesk.com`. */
function isBelow(host: string, domains: readonly string[]): boolean {
  const name = lower(host).replace(/\.$/, '');
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** The host of a RemoteUrl, which may have a scheme, a path or a port; '' where it has none. */
export function hostOf(url: string): string {
  const [, host = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url.trim()) ?? [];
  return lower(host);
}

/** Whether a host is one of the vendor's; null where the facts name none to compare with. */
export function isVendors({ domains, relays, ordinary }: ToolFacts, host: string): boolean | null {
  const known = [...domains, ...relays, ...(ordinary.domains ?? [])];
  return known.length === 0 ? null : isBelow(host, known);
}

/** The parts of a program that no fact names: its file name, its folder. */
export function unusualOf(facts: ToolFacts, program: { fileName: string; folderPath: string }): ('name' | 'folder')[] {
  const { files, helpers, filePrefixes, folders, ordinary } = facts;
  const [name, path] = [lower(program.fileName), lower(program.folderPath)];
  const names = [...files, ...helpers, ...(ordinary.files ?? [])].map(lower);
  const knowsNames = names.length + filePrefixes.length > 0;
  const isNamed = names.includes(name) || filePrefixes.some((prefix) => name.startsWith(lower(prefix)));
  return [
    ...(knowsNames && name !== '' && !isNamed ? (['name'] as const) : []),
    ...(folders.length > 0 && path !== '' && !folders.some((folder) => path.includes(lower(folder)))
      ? (['folder'] as const)
      : []),
  ];
}

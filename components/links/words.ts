/** Links into Microsoft's portals in words. Pure. */
import { visibleText } from '@/components/ui/visible';
import type { PortalPage, PortalQuery, QueryLink } from '@/lib/routes/deep-links/model';
import { formatCount } from '@/lib/shared/format';

const MAX_ABOUT = 40;

const nouns: Record<PortalPage['kind'], string> = {
  device: 'Device page',
  timeline: 'Timeline of the device',
  file: 'File',
  user: 'Account',
  ip: 'Address',
  domain: 'Host',
  url: 'Web address',
};

/** `File vnc.exe`. Long names are cut, because telemetry may hold any text. */
export function pageWords({ kind, about }: Pick<PortalPage, 'kind' | 'about'>): string {
  const shown = visibleText(about);
  const cut = shown.length > MAX_ABOUT ? `${shown.slice(0, MAX_ABOUT - 1)}…` : shown;
  return cut === '' ? nouns[kind] : `${nouns[kind]} ${cut}`;
}

/** The host that a link leads to. */
export const hostOf = (href: string): string => new URL(href).host;

export interface Destination {
  /** `Log Analytics`. */
  name: string;
  /** The portal or the workspace. */
  where: string;
  links: { table: string; link: QueryLink }[];
}

/** The portals with the queries that each can open. Portals that are not known are left out. */
export function destinations(queries: PortalQuery[]): Destination[] {
  const of = (place: keyof PortalQuery['links']) =>
    queries.flatMap(({ table, links: { [place]: link } }) => (link === null ? [] : [{ table, link }]));
  const workspace = queries.find((query) => query.workspace !== null)?.workspace ?? '';
  const all: Destination[] = [
    { name: 'Advanced hunting', where: 'Defender', links: of('advancedHunting') },
    { name: 'Log Analytics', where: visibleText(workspace), links: of('logAnalytics') },
  ];
  return all.filter(({ links }) => links.length > 0);
}

export function tooLongWords(characters: number): string {
  return `Too long for a link (${formatCount(characters)} characters): copy the KQL`;
}

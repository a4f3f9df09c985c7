/** Links in words. Pure. */
import { engineNames } from '@/components/ui/engine-names';
import { DEFAULT_DAYS, type LinkChange, type LinkKind, MAX_DAYS, type SharedLink } from '@/lib/shared-links/model';

export const kindWords: Record<LinkKind, string> = { live: 'Live', frozen: 'Frozen' };

/** Says with whose rights a frozen link was made. */
export function rightsWords({ by, scope }: Pick<SharedLink, 'by' | 'scope'>): string {
  if (scope === null) return '';
  const engine = engineNames[scope.engine];
  const others = 'your own may show more or less';
  if (scope.rights === 'own') return `Asked with ${by}’s own rights in ${engine}; ${others}.`;
  if (scope.rights === 'app') return `Asked with the application’s rights in ${engine}, which everybody here shares.`;
  return `Asked of ${engine}, where everybody who is signed in sees the same.`;
}

const names: Record<LinkChange['what'], string> = {
  count: 'Events',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  verdict: 'Verdict',
  owner: 'Owner',
  accounts: 'Accounts',
  excluded: 'Exclusions',
  hunts: 'Hunts',
  column: 'Column',
};

export const changeName = ({ what, name }: LinkChange): string => name ?? names[what];

/** The choices of how many days a link is open. */
export const terms = [
  { days: 7, name: '7 days' },
  { days: 30, name: '30 days' },
  { days: DEFAULT_DAYS, name: `${DEFAULT_DAYS} days` },
  { days: 365, name: 'a year' },
  { days: MAX_DAYS, name: 'two years' },
];

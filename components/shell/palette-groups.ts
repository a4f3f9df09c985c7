import { firstAuditParams, writeAuditParams } from '@/lib/audit/params';
import type { HuntSummary } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import type { Sighting } from '@/lib/sightings/model';

interface Named {
  key: string;
  label: string;
  description?: string;
}
/** An entry of the palette: a page to open or an action to run. */
export type Entry = Named & ({ path: string } | { run: () => void });

const MOST = 10;

const pages: Entry[] = [
  { key: 'sightings', label: 'Sightings', description: 'Which device ran which tool', path: paths.home() },
  { key: 'hunts', label: 'Hunts', description: 'The catalogue of queries', path: paths.hunts() },
  { key: 'exclusions', label: 'Exclusions', description: 'Known-good activity that is taken out', path: paths.exclusions() },
  { key: 'new exclusion', label: 'New exclusion', description: 'Take known-good activity out', path: paths.newExclusion() },
  { key: 'handovers', label: 'Handovers', description: 'What one shift leaves the next', path: paths.handovers() },
  { key: 'shifts', label: 'Shifts', description: 'When the team’s shifts are', path: paths.shifts() },
  {
    key: 'links',
    label: 'Shared links',
    description: 'Short links that were made: look at them, revoke them',
    path: paths.links(),
  },
  {
    key: 'webhooks',
    label: 'Webhooks',
    description: 'Tell Teams, Slack or a program what happens: notifications, alerts',
    path: paths.webhooks(),
  },
  { key: 'status', label: 'Status and import', description: 'Engine, tables and how fresh they are', path: paths.status() },
  { key: 'audit', label: 'Audit', description: 'Who did what, and when', path: paths.audit(writeAuditParams(firstAuditParams)) },
];

/** The entries that match the typed words, by kind. Every word must occur, in any case. Kinds without a match are left out. */
export function findGroups(
  query: string,
  hunts: Pick<HuntSummary, 'tool' | 'toolSlug'>[],
  sightings: Pick<Sighting, 'deviceId' | 'deviceName' | 'tool'>[],
  actions: { label: string; run: () => void }[],
  views: Entry[] = [],
): { group: string; entries: Entry[] }[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label, description = '' }: Entry) =>
    words.every((word) => `${label} ${description}`.toLowerCase().includes(word));
  const groups = [
    { group: 'Pages', entries: pages.filter(fits) },
    { group: 'Views', entries: views.filter(fits) },
    { group: 'Tools', entries: words.length === 0 ? [] : toolsOf(hunts).filter(fits) },
    { group: 'Devices', entries: devicesOf(sightings) },
    { group: 'Actions', entries: actions.map((action) => ({ key: action.label, ...action })).filter(fits) },
  ];
  return groups
    .map(({ group, entries }) => ({ group, entries: entries.slice(0, MOST) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Says what was searched without success. Devices without sightings are not searched. */
export function nothingWords(hasFailed: boolean): string {
  if (hasFailed) return 'No page, tool or action has that name. Devices could not be looked for.';
  return 'No page, tool or action has that name, and no device, account or tool with sightings in the last 30 days.';
}

function toolsOf(hunts: Pick<HuntSummary, 'tool' | 'toolSlug'>[]): Entry[] {
  const names = new Map(hunts.map(({ tool, toolSlug }) => [toolSlug, tool]));
  return [...names].map(([slug, tool]) => ({
    key: slug,
    label: tool,
    description: 'What it is, and where it was seen',
    path: paths.tool(slug),
  }));
}

/** The devices of the sightings that the server found. It matched the words, also in what is not shown here. */
function devicesOf(sightings: Pick<Sighting, 'deviceId' | 'deviceName' | 'tool'>[]): Entry[] {
  const names = new Map(sightings.map(({ deviceId, deviceName }) => [deviceId, deviceName]));
  return [...names].map(([deviceId, deviceName]) => {
    const tools = new Set(sightings.filter((sighting) => sighting.deviceId === deviceId).map(({ tool }) => tool));
    return {
      key: deviceId,
      label: deviceName === '' ? deviceId : deviceName,
      description: `${[...tools].join(', ')} in the last 30 days`,
      path: paths.device(deviceId, new URLSearchParams({ last: '30d' })),
    };
  });
}

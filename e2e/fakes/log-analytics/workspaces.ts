/** The workspaces of the stand-in. Some misbehave as their names say (`misbehaviours.ts`). All hold the same data, unless `differs` says otherwise. */

export interface StandInWorkspace {
  name: string;
  customerId: string;
  resourceId: string;
  /** False where the workspace's tables have no Timestamp, only TimeGenerated. */
  timestamp: boolean;
  /** Tables that the workspace does not have. */
  without: string[];
  /** The workspace holds one part of the devices: those whose hash, divided by `of`, leaves the remainder `rest`. The parts together hold all devices. */
  part?: { rest: number; of: number };
  /** How many hours late its data arrives: TimeGenerated is so much after Timestamp. Rows that would arrive after now are missing. */
  lateBy: number;
  /** The type of its ReportId where that is not long; null where it has none. Where it is a real, 2^53 is added to odd ids, since a real rounds these. */
  reportId?: 'real' | 'string' | null;
}

const SUBSCRIPTION = '/subscriptions/3d1f0c52-6f0e-4b8e-9a53-7f2f6a1c0b11/resourceGroups/soc';

function workspace(n: number, name: string, differs: Partial<StandInWorkspace> = {}): StandInWorkspace {
  const customerId = `77a00000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const resourceId = `${SUBSCRIPTION}/providers/Microsoft.OperationalInsights/workspaces/${name}`;
  return { name, customerId, resourceId, timestamp: true, without: [], lateBy: 0, ...differs };
}

const PARTS = 100;
const healthy = [
  workspace(1, 'contoso'),
  workspace(2, 'fabrikam', { timestamp: false }),
  workspace(3, 'east', { part: { rest: 0, of: 2 } }),
  workspace(4, 'west', { part: { rest: 1, of: 2 } }),
  workspace(5, 'nocerts', { without: ['DeviceFileCertificateInfo'] }),
  workspace(6, 'late', { lateBy: 6 }),
];
/** Workspaces whose ReportId is not a long. Together they hold all devices. */
const typed = (['real', 'string', null] as const).map((reportId, rest) =>
  workspace(7 + rest, `report-id-${reportId ?? 'none'}`, { reportId, part: { rest, of: 3 } }),
);
const misbehaving = [
  'throttled',
  'busy',
  'unavailable',
  'partial',
  'slow',
  'empty-504',
  'html-504',
  'reset',
  'cut',
  'malformed',
  'empty-body',
  'huge',
  'forbidden',
  'gone',
  'no-data',
  'network-502',
].map((name, i) => workspace(101 + i, name));
/** `part-00` to `part-99`: the estate spread over as many workspaces as one query may read. */
const parts = Array.from({ length: PARTS }, (_, rest) =>
  workspace(1000 + rest, `part-${String(rest).padStart(2, '0')}`, { part: { rest, of: PARTS } }),
);

export const workspaces: StandInWorkspace[] = [...healthy, ...typed, ...misbehaving, ...parts];

/** Finds a workspace by its id, its resource id or its name, in upper or lower case, as `workspace()` does. */
export function findWorkspace(text: string): StandInWorkspace | undefined {
  const asked = text.toLowerCase();
  return workspaces.find((each) => [each.customerId, each.resourceId.toLowerCase(), each.name].includes(asked));
}

/** The value of LOG_ANALYTICS_WORKSPACES for workspaces of these names. */
export function workspaceSetting(...names: string[]): string {
  return names.map((name) => `${name}=${workspaceNamed(name).resourceId}`).join(',');
}

/** Throws where no workspace has the name. */
export function workspaceNamed(name: string): StandInWorkspace {
  const found = workspaces.find((each) => each.name === name);
  if (!found) throw new Error(`No workspace is called ${name}`);
  return found;
}

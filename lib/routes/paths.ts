/** Every path of the app. Nothing else writes one; a test holds that. Browser-safe. */
import { writeSegment } from './segment';

const seg = encodeURIComponent;

type Query = URLSearchParams | string | undefined;

function withQuery(path: string, query: Query): string {
  const text = query?.toString() ?? '';
  return text === '' ? path : `${path}?${text}`;
}

export const paths = {
  home: (query?: Query) => withQuery('/', query),
  device: (deviceId: string, query?: Query) => withQuery(`/devices/${writeSegment(deviceId)}`, query),
  event: (deviceId: string, eventId: string, query?: Query) =>
    withQuery(`/devices/${writeSegment(deviceId)}/events/${seg(eventId)}`, query),
  hunts: (query?: Query) => withQuery('/hunts', query),
  hunt: (huntId: string, query?: Query) => withQuery(`/hunts/${seg(huntId)}`, query),
  exclusions: (query?: Query) => withQuery('/exclusions', query),
  newExclusion: (query?: Query) => withQuery('/exclusions/new', query),
  tool: (slug: string, query?: Query) => withQuery(`/tools/${writeSegment(slug)}`, query),
  status: () => '/status',
  audit: (query?: Query) => withQuery('/audit', query),
  shifts: () => '/shifts',
  links: () => '/links',
  webhooks: () => '/webhooks',
  link: (id: string) => `/l/${seg(id)}`,
  handovers: () => '/handovers',
  handover: (id: string, query?: Query) => withQuery(`/handovers/${seg(id)}`, query),
  signIn: (query?: Query) => withQuery('/sign-in', query),
  api: {
    audit: (query?: Query) => withQuery('/api/audit', query),
    health: () => '/api/health',
    status: () => '/api/status',
    sightings: (query?: Query) => withQuery('/api/sightings', query),
    exportSightings: (query?: Query) => withQuery('/api/sightings/export', query),
    timeline: (query?: Query) => withQuery('/api/timeline', query),
    device: (deviceId: string, query?: Query) => withQuery(`/api/devices/${writeSegment(deviceId)}`, query),
    deviceNotes: (deviceId: string) => `/api/devices/${writeSegment(deviceId)}/notes`,
    deviceWatch: (deviceId: string) => `/api/devices/${writeSegment(deviceId)}/watch`,
    deviceEvents: (deviceId: string, query?: Query) => withQuery(`/api/devices/${writeSegment(deviceId)}/events`, query),
    portalLinks: (query?: Query) => withQuery('/api/portal-links', query),
    devicePortalLinks: (deviceId: string, query?: Query) =>
      withQuery(`/api/devices/${writeSegment(deviceId)}/portal-links`, query),
    deviceEvent: (deviceId: string, eventId: string) => `/api/devices/${writeSegment(deviceId)}/events/${seg(eventId)}`,
    pendingQueries: () => '/api/pending-queries',
    hunts: () => '/api/hunts',
    hunt: (huntId: string, query?: Query) => withQuery(`/api/hunts/${seg(huntId)}`, query),
    tools: (query?: Query) => withQuery('/api/tools', query),
    tool: (slug: string, query?: Query) => withQuery(`/api/tools/${writeSegment(slug)}`, query),
    imports: (query?: Query) => withQuery('/api/imports', query),
    importJob: (jobId: string) => `/api/imports/${seg(jobId)}`,
    exclusions: (query?: Query) => withQuery('/api/exclusions', query),
    exclusion: (id: string) => `/api/exclusions/${seg(id)}`,
    previewExclusion: (query?: Query) => withQuery('/api/exclusions/preview', query),
    links: () => '/api/links',
    link: (id: string) => `/api/links/${seg(id)}`,
    linkChanges: (id: string) => `/api/links/${seg(id)}/changes`,
    webhooks: () => '/api/webhooks',
    webhook: (id: string) => `/api/webhooks/${seg(id)}`,
    testWebhook: (id: string) => `/api/webhooks/${seg(id)}/test`,
    views: () => '/api/views',
    view: (id: string) => `/api/views/${seg(id)}`,
    shifts: () => '/api/shifts',
    handovers: (query?: Query) => withQuery('/api/handovers', query),
    handover: (id: string, query?: Query) => withQuery(`/api/handovers/${seg(id)}`, query),
    publishHandover: (id: string) => `/api/handovers/${seg(id)}/publish`,
    acceptHandover: (id: string) => `/api/handovers/${seg(id)}/accept`,
    askHandover: (id: string) => `/api/handovers/${seg(id)}/questions`,
    lists: () => '/api/lists',
    list: (name: string) => `/api/lists/${seg(name)}`,
    verdicts: () => '/api/verdicts',
    undoVerdicts: () => '/api/verdicts/undo',
    sightingHistory: (query?: Query) => withQuery('/api/history', query),
    verdictHistory: (query?: Query) => withQuery('/api/verdicts/history', query),
    signIn: (query?: Query) => withQuery('/api/sign-in', query),
    signInEntra: (query?: Query) => withQuery('/api/sign-in/entra', query),
    signInEntraCallback: () => '/api/sign-in/entra/callback',
    signOut: () => '/api/sign-out',
  },
};

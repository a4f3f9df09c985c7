/** Alerts for tests. */
import type { Alert, SightingAlert } from './model';

export const anAlert = (alert: Partial<SightingAlert> = {}): SightingAlert => ({
  kind: 'new-tool',
  tool: 'AnyDesk',
  toolSlug: 'anydesk',
  deviceId: 'd1',
  deviceName: 'ws-1',
  confidence: 'high',
  firstSeen: '2026-03-10T08:59:59.0000000Z',
  lastSeen: '2026-03-10T10:00:00.0000000Z',
  devices: 1,
  ofNewTool: false,
  approvedBy: null,
  changes: [],
  path: '/?from=2026-03-05T12%3A00%3A00.0000000Z&to=2026-03-10T12%3A00%3A00.0000000Z&tool=anydesk',
  sample: false,
  ...alert,
});

export const aHandoverAlert = (shift = 'Night', by = 'Ann'): Alert => ({
  kind: 'handover-unaccepted',
  id: 'h1',
  shift,
  by,
  publishedAt: '2026-03-10T06:00:00.0000000Z',
  path: '/handovers/h1',
});

/** The URL state of the audit page and of `GET /api/audit`. Browser-safe. */
import { ParamReader, type Parsed } from '@/lib/query/params';
import { type Instant, parseDuration, parseInstant } from '@/lib/shared/time';

export interface AuditParams {
  /** A length before now such as `24h`; null for all of the time, or for what `from` and `to` say. */
  last: string | null;
  /** Included; null: from the first entry on. */
  from: Instant | null;
  /** Excluded; null: to the last entry. */
  to: Instant | null;
  /** A sign-in name, as entries hold it. */
  actor: string | null;
  action: string | null;
  /** Only changes, exports and the like; null: also questions, and who came and went. */
  show: 'changes' | null;
  /** Words that must all be in an entry. */
  q: string;
}

export const defaultAuditParams: AuditParams = { last: null, from: null, to: null, actor: null, action: null, show: null, q: '' };

/** What the audit page begins with: changes, among which questions would drown them. The URL says so, and “Everything” is one step. */
export const firstAuditParams: AuditParams = { ...defaultAuditParams, show: 'changes' };

/** The state in a URL. What cannot be read is left out, with a notice. Never throws. */
export function parseAuditParams(search: URLSearchParams): Parsed<AuditParams> {
  const reader = new ParamReader(search);
  const text = (name: string) => reader.one<string | null>(name, (value) => value.replaceAll('\0', ''), null, 'it is ignored');
  const params: AuditParams = {
    last: reader.one('last', (value) => (parseDuration(value) ? value : undefined), null, 'all of the time is shown'),
    from: reader.one('from', parseInstant, null, 'the first entry is the oldest'),
    to: reader.one('to', parseInstant, null, 'the last entry is the newest'),
    actor: text('actor'),
    action: text('action'),
    show: reader.one('show', (value) => (value === 'changes' ? value : undefined), null, 'every entry is shown'),
    q: text('q') ?? '',
  };
  return { params, notices: reader.notices };
}

/** The URL of a state, which `parseAuditParams` reads back as it was. */
export function writeAuditParams(params: AuditParams): URLSearchParams {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) out.set(name, value);
  return out;
}

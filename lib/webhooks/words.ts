/** The sentences of messages. Values of telemetry stand apart from our own words, so that each form can make them harmless. Pure. */
import { formatInstant, nounFor } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import { visibleText } from '@/lib/shared/visible';
import { type Alert, type AlertKind, alertKinds, type Counts } from './model';

/** A piece of a sentence: our own words, or a value that somebody else wrote. */
export interface Piece {
  text: string;
  isValue: boolean;
}

/** In characters, of one value. */
const LONGEST = 160;

/** A value on one line: its invisible characters are made visible, and its end is cut off where it is long. */
export function shortValue(value: string): string {
  const text = visibleText(value).trim();
  if (text === '') return '(no name)';
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : text;
}

function sentence(words: TemplateStringsArray, ...values: string[]): Piece[] {
  const pieces = words.flatMap((text, i) => {
    const value = values[i];
    return [{ text, isValue: false }, ...(value === undefined ? [] : [{ text: shortValue(value), isValue: true }])];
  });
  return pieces.filter(({ text }) => text !== '');
}
const said = (text: string): Piece[] => [{ text, isValue: false }];

/** To the second, in UTC. */
const time = (instant: Instant) => `${formatInstant(instant, 'UTC', 0)} UTC`;

const nouns: Record<AlertKind, [one: string, many: string]> = {
  'new-tool': ['new tool', 'new tools'],
  'approved-changed': ['approved sighting that changed', 'approved sightings that changed'],
  'watched-device': ['tool on a watched device', 'tools on watched devices'],
  'new-device': ['tool on a new device', 'tools on new devices'],
  'handover-unaccepted': ['handover not accepted', 'handovers not accepted'],
};

const MOST_CHANGES = 3;

/** One alert as a plain sentence. */
export function alertWords(alert: Alert): Piece[] {
  if (alert.kind === 'handover-unaccepted') {
    const { shift, by, publishedAt } = alert;
    return [
      ...sentence`The handover of shift ${shift} by ${by}`,
      ...said(`, published ${time(publishedAt)}, is not accepted yet.`),
    ];
  }
  return [...sightingWords(alert), ...said(alert.sample ? ' (Sample telemetry.)' : '')].filter(({ text }) => text !== '');
}

function sightingWords(alert: Exclude<Alert, { kind: 'handover-unaccepted' }>): Piece[] {
  const { kind, tool, deviceId, deviceName, firstSeen, lastSeen, devices, confidence, approvedBy, changes } = alert;
  const device = deviceName === '' ? deviceId : deviceName;
  const sure = confidence === 'high' ? '' : ` The hunts that saw it are of ${confidence} confidence.`;
  switch (kind) {
    case 'new-tool': {
      const more = devices > 1 ? ` and on ${devices - 1} more ${nounFor(devices - 1, 'device')}` : '';
      return [
        ...sentence`${tool} was seen for the first time ever, on ${device}`,
        ...said(`${more}. First ${time(firstSeen)}.${sure}`),
      ];
    }
    case 'new-device':
      return [...sentence`${tool} was seen on ${device} for the first time`, ...said(`. First ${time(firstSeen)}.${sure}`)];
    case 'watched-device':
      return [
        ...sentence`${tool} was active on ${device}`,
        ...said(`, which is watched. Last ${time(lastSeen)}, first ${time(firstSeen)}.`),
      ];
    case 'approved-changed': {
      const told = changes
        .slice(0, MOST_CHANGES)
        .flatMap((change, i) => [...said(i === 0 ? ': ' : '; '), ...sentence`${change}`]);
      const more = changes.length > MOST_CHANGES ? ` and ${changes.length - MOST_CHANGES} more` : '';
      const who = approvedBy === null ? said('') : sentence` by ${approvedBy}`;
      return [
        ...sentence`${tool} on ${device} was approved`,
        ...who,
        ...said(' and has changed since'),
        ...told,
        ...said(`${more}. Last ${time(lastSeen)}.`),
      ];
    }
  }
}

/** `14 more: 9 tools on new devices, 5 new tools`; null for none. */
export function moreWords(more: Counts): string | null {
  const kinds = alertKinds.filter((kind) => (more[kind] ?? 0) > 0);
  if (kinds.length === 0) return null;
  const parts = kinds.map((kind) => `${more[kind]} ${nounFor(more[kind] ?? 0, ...nouns[kind])}`);
  return `And ${kinds.reduce((sum, kind) => sum + (more[kind] ?? 0), 0)} more: ${parts.join(', ')}.`;
}

export const plainText = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

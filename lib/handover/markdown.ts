/** A handover as Markdown, for tickets and chats. Telemetry is written by attackers, so every value of it is text and nothing else. Pure. */
import { formatInstant, formatLength, type Zone, zoneLabel } from '@/lib/shared/format';
import { markdownText } from '@/lib/shared/markdown';
import { isSampleName, SAMPLE_HANDOVER } from '@/lib/shared/sample-people';
import type { Instant } from '@/lib/shared/time';
import { verdictNames } from '@/lib/triage/model';
import { type Handover, type HandoverFacts, type HandoversPage, itemWords, type SightingLine } from './model';

const t = markdownText;

/**
 * The summary is Markdown of a colleague. HTML and definitions of references stay text, pictures become links, links lead to the web only,
 * no text runs backwards unseen, and a block of code that was left open is closed.
 */
function summaryText(text: string): string {
  const safe = text
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(/\]\((?!\s*https?:\/\/)/gi, ']\\(')
    .replace(/^([\s>]*)\[(?=[^\]]*\]:)/gm, '$1\\[')
    .replace(/!\[/g, '\\![')
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
  const fences = safe.match(/^\s*(?:```|~~~)/gm) ?? [];
  return fences.length % 2 === 0 ? safe : `${safe}\n${fences.at(-1)?.trim()}`;
}

/** The whole handover: its open items, facts and questions, with times in `zone`. Ends in one line break. */
export function handoverMarkdown(handover: Handover, zone: Zone = 'UTC'): string {
  const at = (instant: Instant) => t(`${formatInstant(instant, zone, 0)} ${zoneLabel(zone)}`);
  const { shift, by, publishedAt, acceptedBy, acceptedAt, sha256, facts } = handover;
  const open = handover.items.filter(({ done }) => !done);
  const lines = [
    `# Handover: ${t(shift.name)}, ${at(shift.from)} to ${at(shift.to)}`,
    '',
    ...(isSampleName(by) ? [`**${SAMPLE_HANDOVER}**`, ''] : []),
    publishedAt === null
      ? `Draft by ${t(by)}, not published`
      : `Published by ${t(by)} at ${at(publishedAt)}. ${acceptedBy === null || acceptedAt === null ? '**Not accepted yet**' : `Accepted by ${t(acceptedBy)} at ${at(acceptedAt)}`}`,
    '',
    '## Summary',
    '',
    summaryText(handover.summary) || 'None was written.',
    '',
    `## Open items (${open.length})`,
    '',
    ...(open.length === 0 ? ['None.'] : ['| Item | Verdict | Owner | Next step | Deadline |', '|---|---|---|---|---|']),
    ...open.map((item) => {
      const verdict = item.sighting === null ? '' : verdictNames[item.sighting.verdict];
      const deadline = item.deadline === null ? '' : at(item.deadline);
      return `| ${[t(itemWords(item)), verdict, t(item.owner ?? 'nobody'), t(item.nextStep), deadline].join(' | ')} |`;
    }),
    '',
    ...factLines(facts, at),
    ...questionLines(handover, at),
    ...(sha256 === null ? [] : ['', `SHA-256 of what was published: \`${sha256}\``]),
  ];
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

type At = (instant: Instant) => string;

function factLines(facts: HandoverFacts, at: At): string[] {
  const { from, to } = facts.window;
  const made = facts.verdicts.rows;
  const escalations = made.filter((step) => step.to === 'escalated');
  const step = ({ tool, deviceName, deviceId, from, to, by, at: when, note }: (typeof made)[number]) =>
    `${t(tool)} on ${t(deviceName || deviceId)}: ${verdictNames[from]} → ${verdictNames[to]}, ${t(by)} at ${at(when)}${note === '' ? '' : `: ${t(note)}`}`;
  const { health } = facts;
  return [
    `What follows is of ${at(from)} to ${at(to)}.`,
    ...sightings('New sightings', facts.new, at),
    ...sightings('Changed sightings', facts.changed, at),
    ...(facts.quiet === null || facts.quietFrom === null
      ? []
      : sightings(`Gone quiet (last seen from ${at(facts.quietFrom)} on)`, facts.quiet, at)),
    ...list('Verdicts made', facts.verdicts.total, made.map(step)),
    ...list('Escalations', escalations.length, escalations.map(step)),
    ...list(
      'Exclusions',
      facts.exclusions.total,
      facts.exclusions.rows.map(
        ({ name, tool, because, owner, expiresAt, reason }) =>
          `${t(name)} (${t(tool ?? 'every tool')}): ${because}, until ${at(expiresAt)}, of ${t(owner)}: ${t(reason)}`,
      ),
    ),
    ...list(
      `Health of ingestion: ${t(health.ok ? 'the engine is ready' : health.message)}`,
      health.tables.length,
      health.tables.map(
        ({ name, present, lastEvent, lagSeconds, fault }) =>
          `${t(name)}: ${fault !== null ? t(fault) : !present ? 'not there' : lastEvent === null ? 'no events' : `last event ${at(lastEvent)}${lagSeconds === null ? '' : `, ${formatLength(lagSeconds)} before`}`}`,
      ),
    ),
    ...list('Left out, and why', facts.notices.length, facts.notices.map(t)),
  ];
}

function sightings(title: string, found: HandoverFacts['new'], at: At): string[] {
  if (found === null) return ['', `## ${title}`, '', 'Not known: the telemetry did not answer.'];
  const line = ({ tool, deviceName, deviceId, firstSeen, lastSeen, accounts, verdict, changedSince }: SightingLine) =>
    `${t(tool)} on ${t(deviceName || deviceId)}: ${at(firstSeen)} to ${at(lastSeen)}, ${verdictNames[verdict]}${accounts.length > 0 ? `, ${t(accounts.join(', '))}` : ''}${changedSince.length > 0 ? `. ${t(changedSince.join('; '))}` : ''}`;
  return list(title, found.total, found.rows.map(line));
}

function list(title: string, total: number, lines: string[]): string[] {
  const more = total - lines.length;
  return [
    '',
    `## ${title} (${total})`,
    '',
    ...(total === 0 ? ['None.'] : lines.map((line) => `- ${line}`)),
    ...(more > 0 ? [`- and ${more} more, which are left out here`] : []),
  ];
}

function questionLines({ questions }: Handover, at: At): string[] {
  if (questions.length === 0) return [];
  return list(
    'Questions',
    questions.length,
    questions.map(
      ({ text, by, at: asked, answer, answeredBy }) =>
        `${t(by)} at ${at(asked)}: ${t(text)} — ${answer === null ? 'not answered yet' : `${t(answeredBy ?? '')}: ${t(answer)}`}`,
    ),
  );
}

/** The list of handovers. */
export function handoversMarkdown({ handovers }: HandoversPage): string {
  const lines = handovers.map(({ shift, by, state, open, publishedAt, acceptedBy }) => {
    const when = publishedAt === null ? 'draft' : `published ${t(publishedAt)}`;
    const accepted = acceptedBy === null ? (state === 'published' ? ', not accepted yet' : '') : `, accepted by ${t(acceptedBy)}`;
    return `- ${t(shift.name)}, ${t(shift.from)}: ${when} by ${t(by)}${accepted}, ${open} open`;
  });
  return `# Handovers\n\n${lines.join('\n') || 'None yet.'}\n`;
}

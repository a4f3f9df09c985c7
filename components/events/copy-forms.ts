/** An event as text to paste elsewhere: JSON for tools, Markdown for tickets. Pure. */
import type { EventDetail } from '@/lib/devices/model';
import { formatWhole, type Zone } from '@/lib/shared/format';
import { markdownText } from '@/lib/shared/markdown';
import { cellText, groupFields } from './field-groups';

/** The row as the engine gave it: every column, times in UTC, longs as text. */
export function eventJson({ event }: Pick<EventDetail, 'event'>): string {
  return JSON.stringify(event.columns, null, 2);
}

/** A table of the fields that hold something, under a heading that names tools and device. */
export function eventMarkdown({ event, schema, deviceName }: EventDetail, zone: Zone): string {
  const what = event.tools.length > 0 ? event.tools.join(', ') : event.table;
  const lines = [
    `### ${markdownText(what)} on ${markdownText(deviceName || event.deviceId)}, ${markdownText(formatWhole(event.timestamp, zone))}`,
    '',
    '| Field | Value |',
    '| --- | --- |',
  ];
  for (const { fields } of groupFields(schema, event.columns)) {
    for (const { name, type, value } of fields) {
      const text = type === 'datetime' ? formatWhole(cellText(value), zone) : cellText(value);
      lines.push(`| ${name} | ${markdownText(text)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The question to a tool's page. Browser-safe. */
import { ParamReader, type Parsed, readSince, readWindow, writeSince, writeWindow } from '@/lib/query/params';
import type { WindowChoice } from '@/lib/shared/window';

export interface ToolParams {
  window: WindowChoice;
  /** Since when it counts as new, as for sightings. */
  since: string;
  /** The id of the only device that is looked at; null for the whole estate. */
  device: string | null;
}

/** The question in a URL. Never throws. */
export function parseToolParams(search: URLSearchParams): Parsed<ToolParams> {
  const reader = new ParamReader(search);
  const params: ToolParams = {
    window: readWindow(reader, search),
    since: readSince(reader),
    device: reader.one('device', (text) => text, null, 'every device is shown'),
  };
  return { params, notices: reader.notices };
}

/** The URL of a question, which `parseToolParams` reads back as it was; defaults are left out. */
export function writeToolParams({ window, since, device }: ToolParams): URLSearchParams {
  const out = new URLSearchParams();
  writeWindow(out, window);
  writeSince(out, since);
  if (device !== null) out.set('device', device);
  return out;
}

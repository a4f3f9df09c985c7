/** The URL state of a handover's page. Browser-safe. */
import { ParamReader, type Parsed } from '@/lib/query/params';

export interface HandoverParams {
  /** The handover that it is compared with; null for the one before it. */
  compare: string | null;
}

/** The state in a URL. Never throws. */
export function parseHandoverParams(search: URLSearchParams): Parsed<HandoverParams> {
  const reader = new ParamReader(search);
  const id = (text: string) => (/^[0-9a-f]{1,64}$/.test(text) ? text : undefined);
  const compare = reader.one<string | null>('compare', id, null, 'it is compared with the one before it');
  return { params: { compare }, notices: reader.notices };
}

export function writeHandoverParams({ compare }: HandoverParams): URLSearchParams {
  return new URLSearchParams(compare === null ? {} : { compare });
}

/** Saved views: named questions of the sightings page. The contract of `/api/views`, for both ends. Browser-safe. */
import { z } from 'zod';
import { storedId, storedName, storedText } from '@/lib/shared/stored-text';
import { parseSightingsParams, writeSightingsParams } from '@/lib/sightings/params';

/** The parameter of the page's URL that names the view, beside the whole question. */
export const VIEW_PARAM = 'view';

const name = storedName(80);
/** What the page does not read is left out, so that the same question is the same text. */
const search = storedText(8000).transform((text) => questionText(new URLSearchParams(text)));
const hidden = z.array(z.string().regex(/^\w{1,40}$/, 'must be the id of a column')).max(40);

/** `POST /api/views`. `team`: everybody sees it. */
export const viewInput = z.object({ name, search, hidden: hidden.default([]), team: z.boolean().default(false) });
/** `PATCH /api/views/{id}`: what is left out stays. */
export const viewPatch = z.object({
  id: storedId,
  name: name.optional(),
  search: search.optional(),
  hidden: hidden.optional(),
  team: z.boolean().optional(),
  ifRevision: z.int().min(0).optional(),
});

export const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.boolean(),
  /** Who made it. */
  by: z.string(),
  search: z.string(),
  hidden: z.array(z.string()),
  at: z.string(),
  revision: z.int(),
  /** Whether whoever asked may change it. */
  mayChange: z.boolean(),
});
export type View = z.infer<typeof viewSchema>;

/** `GET /api/views`: by name. `mayShare`: whoever asked may add views of the team. */
export const viewsSchema = z.object({ views: z.array(viewSchema), mayShare: z.boolean() });
export type Views = z.infer<typeof viewsSchema>;

/** The question of a URL, without defaults, without the open row and without the view’s id. */
export function questionText(search: URLSearchParams): string {
  return writeSightingsParams(parseSightingsParams(search).params).toString();
}

/** The URL of a view: its whole question, and its id, which gives the name. */
export function viewSearch({ id, search }: Pick<View, 'id' | 'search'>): URLSearchParams {
  const link = new URLSearchParams(search);
  link.set(VIEW_PARAM, id);
  return link;
}

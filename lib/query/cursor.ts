/** Where a page ends. It carries the window, so that the pages of a rolling question are pages of one answer. */
import { z } from 'zod';
import { parseInstant } from '@/lib/shared/time';

const instant = z.string().refine((text) => parseInstant(text) === text);

export const pageCursor = z.object({ from: instant, to: instant, offset: z.int().min(0) });

/** After which event (ticks, place of the signal, ReportId) the next page begins. */
export const eventCursor = z.object({
  from: instant,
  to: instant,
  timestamp: instant,
  rank: z.int().min(0).max(9),
  reportId: z
    .string()
    .regex(/^-?\d{1,19}$/)
    .nullable(),
});

export function writeCursor(cursor: z.infer<typeof pageCursor> | z.infer<typeof eventCursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor; undefined when the text is not one. Never throws. */
export function readCursor<S extends z.ZodObject>(shape: S, text: string): z.infer<S> | undefined {
  try {
    return shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

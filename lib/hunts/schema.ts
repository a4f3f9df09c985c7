/** The keys that we read of Sentinel's hunting-query YAML. Others are ignored. */
import { z } from 'zod';

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const text = (max: number) =>
  z
    .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') })
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must not be longer than ${max} characters`);

/** One text, several with commas between them, or a list: real files have all three. */
const texts = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter((part) => part.trim() !== '') : (value ?? [])),
  z.array(text(200), { error: 'must be text or a list of texts' }),
);

export const huntYamlSchema = z.object({
  // A GUID in a link may come in either case.
  id: z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().replace(/^\{(.*)\}$/, '$1') : value),
    text(100).regex(guid, 'must be a GUID such as 865f9d1e-a01a-46b9-a909-2f93fbab5331').toLowerCase(),
  ),
  name: text(300),
  description: z.preprocess((value) => value ?? '', z.string({ error: 'must be text' })),
  requiredDataConnectors: z.preprocess(
    (value) => value ?? [],
    z.array(z.object({ connectorId: text(200), dataTypes: texts }, { error: 'must have a connectorId and dataTypes' }), {
      error: 'must be a list of connectors',
    }),
  ),
  tactics: texts,
  relevantTechniques: texts,
  /** Texts only: other forms are left alone. */
  tags: z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]).filter((tag) => typeof tag === 'string'),
    z.array(z.string()),
  ),
  query: z
    .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') })
    .refine((query) => query.trim() !== '', 'must not be empty'),
});

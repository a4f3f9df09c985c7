/** What an analyst decides about a sighting. Browser-safe. */
import { z } from 'zod';

export const verdictSchema = z.enum(['unreviewed', 'approved', 'suspicious', 'malicious']);
export type Verdict = z.infer<typeof verdictSchema>;

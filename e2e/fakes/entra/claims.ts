/** The `claims` parameter, by which an application says what a token must hold. */
import { z } from 'zod';
import { AadFault } from './faults';

/** The authentication context that the extra step at sign-in satisfies. */
export const STEP_UP = 'c1';
export const stepUpClaims = JSON.stringify({ access_token: { acrs: { essential: true, value: STEP_UP } } });

const request = z.object({
  access_token: z
    .object({
      acrs: z.object({ value: z.string().optional(), values: z.array(z.string()).optional() }).optional(),
      xms_cc: z.object({ values: z.array(z.string()) }).optional(),
    })
    .optional(),
});

export interface ClaimsRequest {
  contexts: string[];
  /** What the application says it can do: `cp1` when it understands claims challenges. */
  capabilities: string[];
}

/** Reads the parameter. Throws an AadFault where it is not JSON of this form. */
export function readClaims(text: string | null): ClaimsRequest {
  if (text === null || text === '') return { contexts: [], capabilities: [] };
  const parsed = z
    .string()
    .transform((json, context) => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' });
        return z.NEVER;
      }
    })
    .pipe(request)
    .safeParse(text);
  if (!parsed.success) throw new AadFault('invalid_request', 50146, 'The claims parameter is not valid JSON.');
  const { acrs, xms_cc } = parsed.data.access_token ?? {};
  return { contexts: acrs?.values ?? (acrs?.value ? [acrs.value] : []), capabilities: xms_cc?.values ?? [] };
}

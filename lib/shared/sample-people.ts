/** The people of the sample shift. Nobody can sign in as one of them: no sign-in name has a colon. Browser-safe. */

export const SAMPLE_USER_PREFIX = 'sample:';

/** Screens and exports tell their work from that of real people by these names. */
export const sampleNames = {
  lead: 'Sample lead',
  early: 'Sample analyst 1',
  late: 'Sample analyst 2',
  next: 'Sample analyst 3',
} as const;

const names = new Set<string>(Object.values(sampleNames));

export const isSampleUser = (id: string): boolean => id.startsWith(SAMPLE_USER_PREFIX);
export const isSampleName = (name: string): boolean => names.has(name);

/** The notice on their handovers. */
export const SAMPLE_HANDOVER = 'Sample: a made-up handover over made-up telemetry. The first import of your own removes it.';

/** What the server tells the process that started it once the sample shift is written, or will not be. */
export const SAMPLE_SHIFT_SETTLED = 'the sample shift is settled';

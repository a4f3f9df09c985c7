/** The machine's own time. Certificates and tokens are valid by it, whatever instant the telemetry takes as the present. */

/** Milliseconds since 1970. */
export const wallMs = () => Date.now();
/** Seconds since 1970, as in a JWT. */
export const wallSeconds = () => Math.floor(wallMs() / 1000);
/** `2026-03-10 12:00:00Z`, as Entra writes times in its errors. */
export const wallText = () => `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;

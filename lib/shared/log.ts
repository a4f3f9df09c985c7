import pino from 'pino';
import { env } from './env';

let logger: pino.Logger | undefined;

/** The server's log: one JSON line an entry on stderr. Never give it a token, a cookie or a row of telemetry. */
export function log(): pino.Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: undefined }, pino.destination({ fd: 2, sync: true }));
  return logger;
}

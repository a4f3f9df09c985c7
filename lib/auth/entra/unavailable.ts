import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { refusalWords } from './model';
import type { Failure } from './refusals';

/** The fault of a token that could not be had through no doing of the person's: nobody is signed out by it. */
export function entraUnavailable({ claims: _, ...told }: Failure): Fault {
  log().warn(told, 'Entra ID gave no token');
  return new Fault('unavailable', refusalWords[told.refusal]);
}

import { Fault } from '@/lib/shared/errors';
import { respond } from '../respond';

/** What no other route answers is a problem in JSON too, not a page. */
function nothingHere(): Promise<Response> {
  return respond(() => Promise.reject(new Fault('not-found', 'There is no such address in this API.')));
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };

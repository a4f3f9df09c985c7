import { Fault } from '@/lib/shared/errors';
import { respond } from '../respond';

/** Answers an unknown address of the API with a problem in JSON instead of Next’s 404 page. */
function nothingHere(): Promise<Response> {
  return respond(() => Promise.reject(new Fault('not-found', 'There is no such address in this API.')));
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };

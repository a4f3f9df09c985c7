import 'server-only';
import { correlationIdOf } from './azure-error';
import { bodyThread } from './body-thread/thread.server';
import { CallFailure, type Failure } from './failure';
import { type ReaderName, readers } from './readers';
import { type RawResponse, requestIdOf, type Table } from './service';

/** In bytes. What is smaller is read in less than some 50 ms, which the way to the thread and back would take as well. */
const LARGE = 256 * 1024;

/** What is made of a service's response: the table of a whole answer, else a CallFailure with the service's id of the call. */
export async function readResponse(
  reader: ReaderName,
  response: RawResponse,
  failureOfStatus: (response: RawResponse) => Failure,
  isFuzzy: boolean,
): Promise<Table> {
  if (response.status !== 200) {
    const requestId = correlationIdOf(response.body.toString('utf8')) ?? requestIdOf(response);
    throw new CallFailure(failureOfStatus(response), requestId);
  }
  const { body } = response;
  const read =
    body.length < LARGE ? readers[reader](body.toString('utf8'), isFuzzy) : await bodyThread().read(reader, body, isFuzzy);
  if ('kind' in read) throw new CallFailure(read, requestIdOf(response));
  return read;
}

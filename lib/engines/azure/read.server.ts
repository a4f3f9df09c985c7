import 'server-only';
import { correlationIdOf } from './azure-error';
import { CallFailure, type Failure } from './failure';
import { type ReaderName, readers } from './readers';
import { type RawResponse, requestIdOf, type Table } from './service';

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
  const read = readers[reader](response.body.toString('utf8'), isFuzzy);
  if ('kind' in read) throw new CallFailure(read, requestIdOf(response));
  return read;
}

import { z } from 'zod';
import { answerOf, Problem, problemOf } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { paths } from '@/lib/routes/paths';

const begun = z.object({ id: z.string() });

export interface UploadInput {
  file: File;
  /** Empty if the server is to recognise it by name and columns. */
  table: string;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}

/**
 * Sends a file and returns the id of the import that began once all of it had arrived. Throws a Problem, with status 0 if the
 * connection broke or `signal` aborted. It does not use fetch(), which cannot tell how much has been sent.
 */
export async function upload({ file, table, signal, onSent }: UploadInput): Promise<string> {
  const search = new URLSearchParams({ name: file.name });
  if (table !== '') search.set('table', table);
  const request = new XMLHttpRequest();
  const ended = new Promise<void>((resolve) => request.addEventListener('loadend', () => resolve()));
  request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
  request.open('POST', paths.api.imports(search));
  request.setRequestHeader('content-type', 'application/octet-stream');
  signal.addEventListener('abort', () => request.abort());
  request.send(file);
  await ended;
  if (request.status === 0)
    throw new Problem(0, 'The upload broke off', 'The server cannot be reached, or the file was changed or moved meanwhile.');
  const response = new Response(request.responseText, { status: request.status });
  if (request.status !== 202) throw await problemOf(response);
  return (await answerOf(response, begun)).id;
}

/** Cancels an import on the server. Throws a Problem. */
export async function cancelImport(id: string): Promise<void> {
  await sendJson({ method: 'DELETE', path: paths.api.importJob(id) }, begun);
}

import { expect, test } from 'vitest';
import { readJson } from './read-json';

const asked = (pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void) => {
  const body = new ReadableStream<Uint8Array>({ pull });
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  return new Request('http://localhost/api/views', init);
};

test('a request that its browser breaks off is cancelled, and no fault of the server', async () => {
  const reset = asked((controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
  await expect(readJson(reset)).rejects.toMatchObject({ kind: 'cancelled' });
  await expect(readJson(asked((controller) => controller.error(new Error('odd'))))).rejects.toThrow('odd');
});

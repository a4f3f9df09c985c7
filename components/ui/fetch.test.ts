import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerOf, Problem } from './fetch';

const schema = z.object({ total: z.number() });

test('an answer is read by its schema', async () => {
  expect(await answerOf(Response.json({ total: 3, later: 'unknown here' }), schema)).toEqual({ total: 3 });
});

test('an answer of another shape, or that is no JSON, is a problem in words', async () => {
  for (const body of ['{"total":"3"}', '<html>', '']) {
    const error = await answerOf(new Response(body), schema).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toHaveProperty('message', expect.stringContaining('Reload the page'));
  }
});

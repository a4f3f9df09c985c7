import { expect, test } from 'vitest';
import { failureOf, failureOfAnswer } from './refusals';

const thrown = (errorCode: string, over = {}) => Object.assign(new Error(), { errorCode, errorMessage: '', ...over });

test.each([
  ['invalid_client', '7000215', 'secret'],
  ['invalid_client', '7000222', 'secret'],
  ['invalid_client', '700027', 'certificate'],
  ['unauthorized_client', '700016', 'unknown-app'],
  ['invalid_grant', '54005', 'code-used'],
  ['invalid_grant', '65001', 'consent'],
  ['invalid_grant', '53003', 'blocked'],
  ['invalid_grant', '500112', 'redirect-uri'],
  ['invalid_resource', '500011', 'resource'],
  ['invalid_request', '999999', 'refused'],
])('MSAL’s %s with AADSTS%s is “%s”', (error, number, refusal) => {
  expect(failureOf(thrown(error, { errorNo: Number(number) }))).toMatchObject({ error, number, refusal });
  const description = `AADSTS${number}: Application 'x' of alice@contoso.example. Trace ID: y`;
  const failure = failureOf(thrown(error, { errorMessage: description }));
  expect(failure).toMatchObject({ number, refusal });
  expect(JSON.stringify(failure), 'no word of Entra’s is passed on').not.toMatch(/alice|Trace/);
});

test('a challenge’s claims and the correlation id are kept', () => {
  const error = thrown('interaction_required', { claims: '{"access_token":{}}', correlationId: 'a-b-1' });
  expect(failureOf(error)).toMatchObject({ claims: '{"access_token":{}}', correlationId: 'a-b-1' });
  expect(failureOf(thrown('interaction_required', { claims: '', correlationId: '<b>' }))).toMatchObject({
    claims: null,
    correlationId: null,
  });
});

test('what is no error of MSAL’s or of Entra’s is left alone', () => {
  for (const error of [new Error('x'), undefined, 'text', null]) expect(failureOf(error)).toBeUndefined();
  expect(failureOfAnswer(new URLSearchParams({ code: 'x' }))).toBeUndefined();
});

test.each(['__proto__', 'constructor', 'toString', '', 'x'.repeat(10_000)])('an invented error %s is just refused', (error) => {
  expect(failureOfAnswer(new URLSearchParams({ error }))).toMatchObject({ refusal: 'refused', number: null });
});

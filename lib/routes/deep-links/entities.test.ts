import { expect, test } from 'vitest';
import { devicePage, deviceTimeline, domainPage, filePage, ipPage, urlPage, userPage } from './entities';

const tenantId = '11111111-2222-3333-4444-555555555555';
const portals = { defender: 'https://security.microsoft.com', tenantId };
const id = '0123456789abcdef0123456789abcdef01234567';
const window = { from: '2026-03-05T12:00:00.1234567Z', to: '2026-03-10T12:00:00.1234567Z' };

/** Where a link goes: its path, and its query decoded again. */
function read(href: string | null) {
  const { origin, pathname, search, hash, username } = new URL(href ?? '');
  expect([origin, hash, username]).toEqual(['https://security.microsoft.com', '', '']);
  return { path: pathname, ...Object.fromEntries(new URLSearchParams(search)) };
}

test('the page of a device', () => {
  expect(devicePage(portals, id)).toBe(`https://security.microsoft.com/machines/v2/${id}/overview?tid=${tenantId}`);
});

test('the timeline of a device covers the window in whole milliseconds', () => {
  expect(read(deviceTimeline(portals, id, window))).toEqual({
    path: `/machines/${id}/timeline`,
    from: '2026-03-05T12:00:00.123Z',
    to: '2026-03-10T12:00:00.124Z',
    tid: tenantId,
  });
});

test('the page of a file by SHA-1 and by SHA-256', () => {
  for (const hash of [id, id + id.slice(0, 24)])
    expect(filePage(portals, hash)).toBe(`https://security.microsoft.com/file/${hash}/?tid=${tenantId}`);
});

test('the page of an account by the surest of what is known of it', () => {
  const objectId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
  const sid = 'S-1-5-21-1004336348-1177238915-682003330-512';
  const upn = 'ada+x@contoso.example';
  expect(read(userPage(portals, { objectId, sid, upn }))).toEqual({
    path: '/user',
    aad: objectId,
    tab: 'overview',
    tid: tenantId,
  });
  expect(read(userPage(portals, { objectId: 'x', sid, upn }))).toMatchObject({ sid });
  expect(read(userPage(portals, { sid: 'S-1-5-18', upn }))).toEqual({ path: '/user', upn, tab: 'overview', tid: tenantId });
  expect(userPage(portals, { sid: 'S-1-5-18' })).toBeNull();
  expect(userPage(portals, {})).toBeNull();
});

test('the page of an IP address, also of version 6', () => {
  expect(read(ipPage(portals, '203.0.113.7'))).toEqual({ path: '/ip/203.0.113.7/overview', tid: tenantId });
  for (const address of ['2001:db8::1', '::ffff:203.0.113.7'])
    expect(decodeURIComponent(read(ipPage(portals, address)).path)).toBe(`/ip/${address}/overview`);
});

test('the page of a host and of a web address', () => {
  expect(read(domainPage(portals, 'relay.anydesk.example'))).toEqual({
    path: '/domains/overview',
    urlDomain: 'relay.anydesk.example',
    tid: tenantId,
  });
  const url = 'https://evil.example/a?b=c&tid=other#d';
  expect(read(urlPage(portals, url))).toEqual({ path: '/url/overview', url, tid: tenantId });
});

const hostile = ['', '..', 'a/b', '../../evil', 'x?y#z', '//evil.example', 'a b', '\u202eabc', 'javascript:alert(1)', `${id}\n`];

test.each(hostile)('no link for %j', (text) => {
  expect(devicePage(portals, text)).toBeNull();
  expect(deviceTimeline(portals, text, window)).toBeNull();
  expect(filePage(portals, text)).toBeNull();
  expect(userPage(portals, { objectId: text, sid: text, upn: text })).toBeNull();
  expect(ipPage(portals, text)).toBeNull();
  expect(domainPage(portals, text)).toBeNull();
  expect(urlPage(portals, text)).toBeNull();
});

test.each(['999.1.1.1', '1.2.3', '1.2.3.4.', ':::', 'fe80::1%eth0', '1:2:3:4:5:6:7:8:9', '10.0.0.1/8'])(
  '%s is no address',
  (text) => {
    expect(ipPage(portals, text)).toBeNull();
  },
);

test('no link without a tenant', () => {
  const none = { ...portals, tenantId: null };
  expect(devicePage(none, id)).toBeNull();
  expect(deviceTimeline(none, id, window)).toBeNull();
  expect(filePage(none, id)).toBeNull();
  expect(userPage(none, { upn: 'a@b.example' })).toBeNull();
  expect(ipPage(none, '203.0.113.7')).toBeNull();
  expect(domainPage(none, 'a.example')).toBeNull();
  expect(urlPage(none, 'https://a.example')).toBeNull();
});

import { expect, test } from 'vitest';
import { questionText, type View, viewSearch } from '@/lib/views/model';
import { groupsOf, viewOf } from './view-state';

const view: View = {
  id: 'v1',
  name: 'Bad ones',
  team: false,
  by: 'Ann',
  search: questionText(new URLSearchParams('verdict=malicious&last=30d')),
  hidden: ['owner', 'accounts'],
  at: '2026-03-10T00:00:00.0000000Z',
  revision: 1,
  mayChange: true,
};
const at = (query: string, hidden = ['accounts', 'owner']) => viewOf(new URLSearchParams(query), hidden, [view]);

test('a view’s own link shows it unchanged, with a row open or not', () => {
  const link = viewSearch(view).toString();
  expect(at(link)).toEqual({ view, isChanged: false });
  expect(at(`${link}&row=anydesk~d1`)).toEqual({ view, isChanged: false });
});

test('it is changed when a filter, the window, the order or a column differs', () => {
  const link = viewSearch(view).toString();
  for (const more of ['&tool=anydesk', '&excluded=show', '&sort=device'])
    expect(at(`${link}${more}`)?.isChanged, more).toBe(true);
  expect(at(link.replace('30d', '7d'))?.isChanged).toBe(true);
  expect(at(link, ['owner'])?.isChanged).toBe(true);
});

test('a link to a view that is not seen shows none', () => {
  expect([at('view=other'), at('')]).toEqual([null, null]);
});

test('own views stand apart from the team’s', () => {
  const team = { ...view, id: 'v2', team: true };
  expect(groupsOf([team, view]).map(({ views }) => views)).toEqual([[view], [team]]);
  expect(groupsOf([team])).toHaveLength(1);
});

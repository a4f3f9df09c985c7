import { questionText, VIEW_PARAM, type View } from '@/lib/views/model';

/** The view that a URL names, and whether question or columns now differ from it. */
export function viewOf(search: URLSearchParams, hidden: string[], views: View[]): { view: View; isChanged: boolean } | null {
  const id = search.get(VIEW_PARAM);
  const view = views.find((one) => one.id === id);
  if (view === undefined) return null;
  const sameColumns = [...hidden].sort().join() === [...view.hidden].sort().join();
  return { view, isChanged: questionText(search) !== view.search || !sameColumns };
}

/** The person's own and the team's, for the menu. */
export function groupsOf(views: View[]): { label: string; views: View[] }[] {
  const groups = [
    { label: 'Mine', views: views.filter(({ team }) => !team) },
    { label: 'The team’s', views: views.filter(({ team }) => team) },
  ];
  return groups.filter((group) => group.views.length > 0);
}

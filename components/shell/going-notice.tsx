'use client';

import { useWindowEvent } from '@mantine/hooks';
import { Waiting } from '@/components/pending-queries/waiting';
import { setGoing, useGoing } from '@/components/ui/going';
import { paths } from '@/lib/routes/paths';
import classes from './shell.module.css';

function wordsFor(pathname: string): string {
  if (pathname === paths.home()) return 'the sightings';
  if (pathname === paths.hunts()) return 'the hunts';
  if (pathname === paths.status()) return 'the status';
  if (pathname.includes('/events/')) return 'the event';
  if (pathname.startsWith('/tools/')) return 'the tool';
  if (pathname === paths.links()) return 'the links';
  if (pathname.startsWith(paths.link(''))) return 'the link';
  return pathname.startsWith(paths.hunts()) ? 'the hunt' : 'the device';
}

/** The path of the other page that a click on a link of ours opens; null for any other click. */
function leadsTo(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.target !== '' || link.hasAttribute('download')) return null;
  const { origin, pathname } = new URL(link.href, window.location.href);
  return origin === window.location.origin && pathname !== window.location.pathname ? pathname : null;
}

/** Says which page is loading and which queries it waits for, because the server may have to ask the engine first. */
export function GoingNotice() {
  const going = useGoing();
  // Links are on every page, and the router does not tell when a navigation begins.
  useWindowEvent('click', (event) => {
    const to = leadsTo(event);
    if (to !== null) setGoing(to);
  });
  useWindowEvent('popstate', () => setGoing(null));
  return (
    <>
      <div className={classes.going} role="status" data-going={going !== null}>
        {going !== null && `Opening ${wordsFor(going)}…`}
      </div>
      <Waiting />
    </>
  );
}

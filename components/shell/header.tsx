'use client';

import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import { Waiting } from '@/components/exclusions/waiting';
import { Unaccepted } from '@/components/handovers/unaccepted';
import { IconButton, WordButton } from '@/components/ui/button';
import { useSightingsHref } from '@/components/ui/last-question';
import { Link } from '@/components/ui/link';
import { firstAuditParams, writeAuditParams } from '@/lib/audit/params';
import type { Person } from '@/lib/auth/model';
import { paths } from '@/lib/routes/paths';
import { ClockSwitch } from './clock-switch';
import classes from './header.module.css';
import { Mark } from './mark';
import { PersonMenu } from './person-menu';
import { SampleLabel } from './sample-label';
import { ThemeMenu } from './theme-menu';
import { WindowControl } from './window-control';

const others: { name: string; path: string; href?: string }[] = [
  { name: 'Hunts', path: paths.hunts() },
  { name: 'Exclusions', path: paths.exclusions() },
  { name: 'Handovers', path: paths.handovers() },
  { name: 'Status', path: paths.status() },
];
/** Shown to Leads, and to the only user of a local server. */
const ofLeads = [...others, { name: 'Audit', path: paths.audit(), href: paths.audit(writeAuditParams(firstAuditParams)) }];

const isAt = (pathname: string, path: string) => pathname === path || pathname.startsWith(`${path}/`);
const hasWindow = (pathname: string) =>
  [paths.home(), paths.exclusions(), paths.newExclusion()].includes(pathname) || /^\/(?:devices|tools)\/[^/]+$/.test(pathname);

interface Props {
  person: Person | null;
  onPalette: () => void;
  onKeys: () => void;
}

/** The pages; the window, the clock and the theme, which apply everywhere; and who is signed in. */
export function Header({ person, onPalette, onKeys }: Props) {
  const pathname = usePathname();
  const isHome = pathname === paths.home();
  // From other pages the link leads back to the last question. On the sightings page it clears the question.
  const back = useSightingsHref();
  return (
    <header className={classes.header}>
      <Link href={paths.home()} className={classes.brand}>
        <Mark />
        <span className={classes.name}>RMM Sightings</span>
      </Link>
      <nav aria-label="Pages" className={classes.nav}>
        <Link href={isHome ? paths.home() : back} aria-current={isHome ? 'page' : undefined}>
          Sightings
        </Link>
        {(person === null || person.role === 'Lead' ? ofLeads : others).map(({ name, path, href = path }) => (
          <Link key={path} href={href} aria-current={isAt(pathname, path) ? 'page' : undefined}>
            {name}
            {path === paths.exclusions() && <Waiting />}
            {path === paths.handovers() && <Unaccepted />}
          </Link>
        ))}
      </nav>
      <SampleLabel />
      <div className={classes.space} />
      {hasWindow(pathname) && <WindowControl />}
      <ClockSwitch />
      <div className={classes.tools}>
        <WordButton look="line" className={classes.search} onClick={onPalette} tip="Go to a page, tool or device">
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <span>Go to…</span>
          <kbd>Ctrl K</kbd>
        </WordButton>
        <IconButton label="Keys" tip="Keys (?)" onClick={onKeys}>
          <IconKeyboard size={18} stroke={1.6} aria-hidden />
        </IconButton>
        <ThemeMenu />
        <PersonMenu person={person} />
      </div>
    </header>
  );
}

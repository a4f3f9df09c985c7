'use client';

import type { MouseEvent, ReactNode } from 'react';
import { paths } from '@/lib/routes/paths';

interface Props {
  /** The query string of the state that the link leads to. */
  search: URLSearchParams;
  onGo: () => void;
  className?: string | undefined;
  tip?: string;
  current?: boolean;
  children: ReactNode;
}

/** A real link to another state of the sightings page. A plain click goes there without loading the page again. */
export function StateLink({ search, onGo, className, tip, current = false, children }: Props) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo();
  };
  return (
    <a
      href={paths.home(search)}
      className={className}
      data-tip={tip}
      aria-current={current ? 'true' : undefined}
      onClick={onClick}
    >
      {children}
    </a>
  );
}

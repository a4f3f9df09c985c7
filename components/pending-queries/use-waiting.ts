'use client';

import { useIsFetching } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useGoing } from '@/components/ui/going';
import { paths } from '@/lib/routes/paths';

/** What is asked besides what the page is about: nobody waits for it. */
const aside = new Set<unknown>(['pending-queries', 'imports', 'hunts', 'status']);
const LONG = 1000;

/** A question of the page, or a page itself, has been out for more than a second. */
export function useWaiting(): boolean {
  const isStatus = usePathname() === paths.status();
  const asked = useIsFetching({
    predicate: ({ queryKey: [kind] }) => !aside.has(kind) || (isStatus && kind === 'status'),
  });
  const isGoing = useGoing() !== null;
  return useLong(asked > 0 || isGoing);
}

function useLong(active: boolean): boolean {
  const [long, setLong] = useState(false);
  // Time passes outside React.
  useEffect(() => {
    if (!active) return undefined;
    const timer = setTimeout(() => setLong(true), LONG);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [active]);
  return active && long;
}

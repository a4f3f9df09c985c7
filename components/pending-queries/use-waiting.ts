'use client';

import { useIsFetching } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useGoing } from '@/components/ui/going';
import { paths } from '@/lib/routes/paths';

/** Queries that run in the background: nobody waits for them. */
const aside = new Set<unknown>(['pending-queries', 'imports', 'hunts', 'status']);
const LONG = 1000;

/** Whether the person has waited for an answer, or for a page, for more than a second. */
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
  // The browser's timer tells when the second is over.
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

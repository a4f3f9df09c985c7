'use client';

import { Problem } from '@/components/ui/problem';

/** Shown when a page could not be rendered; the header still works. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Problem error={error} retry={reset} />;
}

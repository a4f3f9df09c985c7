'use client';

import { Problem } from '@/components/ui/problem';

/** A page that broke while it was drawn; the header still stands. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Problem error={error} retry={reset} />;
}

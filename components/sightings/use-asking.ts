'use client';

import { useCallback, useState } from 'react';

let times = 0;

/**
 * Counts how often the person asked again. The count outlives the page, so that Back never brings up an answer that a newer one
 * has replaced.
 */
export function useAsking(): { asking: number; askAgain: () => void } {
  const [asking, setAsking] = useState(times);
  const askAgain = useCallback(() => {
    times += 1;
    setAsking(times);
  }, []);
  return { asking, askAgain };
}

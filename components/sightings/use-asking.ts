'use client';

import { useCallback, useState } from 'react';

let times = 0;

/** How often the person asked again. Outlives the page: Back must not bring up an answer that a newer one had replaced. */
export function useAsking(): { asking: number; askAgain: () => void } {
  const [asking, setAsking] = useState(times);
  const askAgain = useCallback(() => {
    times += 1;
    setAsking(times);
  }, []);
  return { asking, askAgain };
}

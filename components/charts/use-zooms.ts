'use client';

import { useState } from 'react';
import type { Window, WindowChoice } from '@/lib/shared/window';

interface Zoom {
  before: WindowChoice;
  after: Window;
}

const same = (choice: WindowChoice, window: Window) => 'from' in choice && choice.from === window.from && choice.to === window.to;

/** The zooms made on this page. The last one can be undone while its window is still shown. */
export function useZooms(current: WindowChoice): {
  zoomed: (after: Window) => void;
  undo: () => WindowChoice | undefined;
  canUndo: boolean;
} {
  const [zooms, setZooms] = useState<Zoom[]>([]);
  const last = zooms.findLast(({ after }) => same(current, after));
  return {
    zoomed: (after) => setZooms((made) => [...made, { before: current, after }]),
    undo: () => {
      if (last) setZooms((made) => made.slice(0, made.indexOf(last)));
      return last?.before;
    },
    canUndo: last !== undefined,
  };
}

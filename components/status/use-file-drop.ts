'use client';

import { useWindowEvent } from '@mantine/hooks';
import { useRef, useState } from 'react';

export interface Dropped {
  files: File[];
  /** Names of folders, which a browser does not hand over as files. */
  folders: string[];
}

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Separates files from folders. It must run while the drop is handled; later the browser no longer knows. */
function droppedOf(transfer: DataTransfer): Dropped {
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  const folders = entries.filter((entry) => entry?.isDirectory).map((entry) => entry?.name ?? '');
  return { files: [...transfer.files].filter(({ name }) => !folders.includes(name)), folders };
}

/** Calls `onDrop` for files that are dropped anywhere on the page. True while files are held over it. */
export function useFileDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [over, setOver] = useState(false);
  // The browser reports entering an element before it reports leaving the last one, so enters and leaves are counted.
  const depth = useRef(0);
  const count = (by: number) => (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  useWindowEvent('dragenter', count(1));
  useWindowEvent('dragleave', count(-1));
  useWindowEvent('dragover', (event) => {
    if (!holdsFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  useWindowEvent('drop', (event) => {
    if (!holdsFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    onDrop(droppedOf(event.dataTransfer));
  });
  return over;
}

'use client';

import { useEffect, useRef, useState } from 'react';

export interface Dropped {
  files: File[];
  /** Names of folders, which a browser does not hand over as files. */
  folders: string[];
}

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Folders are told apart while the drop is being handled; later the browser has forgotten them. */
function droppedOf(transfer: DataTransfer): Dropped {
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  const folders = entries.filter((entry) => entry?.isDirectory).map((entry) => entry?.name ?? '');
  return { files: [...transfer.files].filter(({ name }) => !folders.includes(name)), folders };
}

/** Takes files dropped anywhere on the page; true while some are held over it. */
export function useFileDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  // Dragging is the window's. Each element under the pointer is entered before the last is left: only the count tells.
  useEffect(() => {
    let depth = 0;
    const count = (by: number) => (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth + by);
      setOver(depth > 0);
    };
    const [enter, leave] = [count(1), count(-1)];
    const hold = (event: DragEvent) => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      latest.current(droppedOf(event.dataTransfer));
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hold);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hold);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over;
}

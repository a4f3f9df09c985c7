'use client';

import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { Empty } from '@/components/ui/empty';
import { useKeys } from '@/components/ui/keys';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { visibleText } from '@/components/ui/visible';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { Notice } from '@/lib/query/model';
import classes from './hunts.module.css';
import { HuntsTable } from './hunts-table';
import { MitreLinks } from './mitre-links';
import { sameConnectors, sameMitre, toolRows } from './tool-rows';
import { useWords } from './use-words';

/** The catalogue: the hunts by tool and signal, and the files that cannot be used. */
export function HuntsScreen({ hunts, notices }: { hunts: HuntSummary[]; notices: Notice[] }) {
  const [words, seek] = useWords();
  const box = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => box.current?.focus() });
  const rows = toolRows(hunts, words);
  const connectors = sameConnectors(hunts);
  const mitre = sameMitre(toolRows(hunts, ''));
  const shown = rows.reduce((sum, row) => sum + Object.values(row.hunts).flat().length, 0);
  return (
    <>
      <PageHeader title="Hunts">
        {hunts.length} {hunts.length === 1 ? 'hunt' : 'hunts'} for {new Set(hunts.map(({ toolSlug }) => toolSlug)).size} tools. A
        sweep asks them as one question. {connectors !== null && `Connector of all: ${visibleText(connectors)}.`}
        {mitre && (
          <>
            {' '}
            All are about <MitreLinks {...mitre} />
          </>
        )}
      </PageHeader>
      <Notices notices={notices} />
      <div className={classes.bar}>
        <div className={classes.search}>
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <input
            ref={box}
            type="search"
            value={words}
            placeholder="Tool, technique, file, id …"
            aria-label="Search hunts"
            onChange={(event) => seek(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && seek('')}
          />
          {words === '' && <kbd aria-hidden>/</kbd>}
        </div>
        <span role="status">{words.trim() !== '' && `${shown} of ${hunts.length} hunts`}</span>
      </div>
      {rows.length > 0 ? (
        <HuntsTable rows={rows} withConnectors={connectors === null} withMitre={mitre === null} />
      ) : hunts.length === 0 ? (
        <Empty title="The catalogue is empty">Put hunts into lib/hunts/catalogue or into the folder that HUNTS_DIR names.</Empty>
      ) : (
        <Empty
          title={`No hunt has “${visibleText(words)}”`}
          next={
            <Button variant="default" onClick={() => seek('')}>
              Clear the search
            </Button>
          }
        />
      )}
    </>
  );
}

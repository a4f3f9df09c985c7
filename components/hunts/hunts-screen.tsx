'use client';

import { Button } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { ExcludedNote } from '@/components/exclusions/excluded-note';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { Empty } from '@/components/ui/empty';
import { useKeys } from '@/components/ui/keys';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { useUrlState } from '@/components/ui/url-state';
import { visibleText } from '@/components/ui/visible';
import type { HuntSummary } from '@/lib/catalogue/model';
import { defaultHuntsParams, type HuntsParams, parseHuntsParams, type ToolSort, writeHuntsParams } from '@/lib/hunts/params';
import type { Notice } from '@/lib/query/model';
import { counted } from '@/lib/shared/format';
import { costWords } from './cost-words';
import classes from './hunts.module.css';
import { HuntsFilters } from './hunts-filters';
import { HuntsTable } from './hunts-table';
import { MitreLinks } from './mitre-links';
import { huntsOf, sameConnectors, sameMitre, toolRows } from './tool-rows';
import { useTools } from './use-tools';

/** Columns that are sorted from most to least at first. */
const descendsFirst: readonly ToolSort[] = ['devices', 'events', 'lastSeen', 'hunts'];

/** The catalogue: the hunts by tool and signal, what they found, what they cost, and the files that cannot be used. */
export function HuntsScreen({ hunts, notices }: { hunts: HuntSummary[]; notices: Notice[] }) {
  const { search, push, replace } = useUrlState();
  const { params, notices: unread } = useMemo(() => parseHuntsParams(search), [search]);
  const { data, isError } = useTools();
  const box = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => box.current?.focus() });
  const rows = useMemo(() => toolRows(hunts, params, data?.tools), [hunts, params, data]);
  const mitre = useMemo(() => sameMitre(toolRows(hunts, defaultHuntsParams, undefined)), [hunts]);
  const connectors = sameConnectors(hunts);
  const ask = (next: HuntsParams, how: 'push' | 'replace' = 'push') => {
    const to = writeHuntsParams(next);
    if (how === 'push') push(to);
    else replace(to);
  };
  const onSort = (key: ToolSort) => {
    const descending = params.sort.key === key ? !params.sort.descending : descendsFirst.includes(key);
    ask({ ...params, sort: { key, descending } });
  };
  const shown = { tools: rows.length, hunts: rows.reduce((sum, row) => sum + huntsOf(row).length, 0) };
  const notFound: Notice[] = isError ? [{ kind: 'partial', message: 'Which tools were found could not be asked.' }] : [];
  return (
    <div className={classes.page}>
      <PageHeader title="Hunts" actions={<LinkButtons />}>
        {counted(hunts.length, 'hunt')} for {counted(new Set(hunts.map(({ toolSlug }) => toolSlug)).size, 'tool')}.{' '}
        {costWords(hunts, data?.took)} {connectors !== null && `Connector of all: ${visibleText(connectors)}.`}
        {mitre && (
          <>
            {' '}
            All are about <MitreLinks {...mitre} />
          </>
        )}
        {data && (
          <>
            {' '}
            <ExcludedNote />
          </>
        )}
        {!data && !isError && <span role="status"> Asking what was found in the last 30 days…</span>}
      </PageHeader>
      <Notices notices={[...unread, ...notFound, ...notices]} />
      <HuntsFilters hunts={hunts} params={params} ask={ask} shown={shown} box={box} />
      {rows.length > 0 ? (
        <HuntsTable rows={rows} sort={params.sort} onSort={onSort} place={`hunts ${writeHuntsParams(params)}`} />
      ) : hunts.length === 0 ? (
        <Empty title="The catalogue is empty">Put hunts into lib/hunts/catalogue or into the folder that HUNTS_DIR names.</Empty>
      ) : (
        <Empty
          title={
            params.q === '' ? 'No hunt passes the filters' : `No hunt that passes the filters has “${visibleText(params.q)}”`
          }
          next={
            <Button variant="default" onClick={() => ask({ ...defaultHuntsParams, sort: params.sort })}>
              Clear search and filters
            </Button>
          }
        />
      )}
    </div>
  );
}

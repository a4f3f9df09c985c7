'use client';

import { Switch } from '@mantine/core';
import type { RefObject } from 'react';
import { FilterMenu } from '@/components/table/filter-menu';
import { SearchBox } from '@/components/ui/search-box';
import { Segments } from '@/components/ui/segments';
import type { HuntSummary } from '@/lib/catalogue/model';
import { confidences } from '@/lib/hunts/model';
import type { HuntsParams } from '@/lib/hunts/params';
import { counted, formatCount } from '@/lib/shared/format';
import { confidenceNames } from '@/lib/sightings/filters';
import { signalFacts, signals } from '@/lib/tables/tables';
import classes from './hunts.module.css';
import { whyAlone } from './tool-rows';

interface Props {
  hunts: HuntSummary[];
  params: HuntsParams;
  ask: (params: HuntsParams, how?: 'push' | 'replace') => void;
  /** How many tools and hunts pass the filters. */
  shown: { tools: number; hunts: number };
  box: RefObject<HTMLInputElement | null>;
}

const toggled = <T extends string>(chosen: T[], one: T) =>
  chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];

/** Narrows the catalogue, and says how much of it is left. */
export function HuntsFilters({ hunts, params, ask, shown, box }: Props) {
  const techniques = [...new Set(hunts.flatMap(({ relevantTechniques }) => relevantTechniques))].sort();
  const alone = hunts.filter((hunt) => whyAlone(hunt) !== null).length;
  return (
    <div className={classes.bar}>
      <SearchBox
        value={params.q}
        label="Search hunts"
        placeholder="Tool, vendor, technique …"
        onSearch={(q) => ask({ ...params, q }, 'replace')}
        onLeave={() => box.current?.blur()}
        box={box}
      />
      <Segments
        label="Found in the last 30 days"
        options={[
          { value: 'all', name: 'All' },
          { value: 'yes', name: 'Found', tip: 'Seen in the last 30 days' },
          { value: 'no', name: 'Not found' },
        ]}
        value={params.found ?? 'all'}
        onChange={(found) => ask({ ...params, found: found === 'all' ? null : found })}
      />
      <FilterMenu
        name="Signal"
        options={signals.map((key) => ({
          key,
          name: signalFacts[key].word,
          count: hunts.filter(({ signal }) => signal === key).length,
          chosen: params.signal.includes(key),
        }))}
        onToggle={(key) => {
          const signal = signals.find((known) => known === key);
          if (signal) ask({ ...params, signal: toggled(params.signal, signal) });
        }}
      />
      <FilterMenu
        name="Technique"
        options={techniques.map((key) => ({
          key,
          name: key,
          count: hunts.filter(({ relevantTechniques }) => relevantTechniques.includes(key)).length,
          chosen: params.technique.includes(key),
        }))}
        onToggle={(key) => ask({ ...params, technique: toggled(params.technique, key) })}
      />
      <FilterMenu
        name="Confidence"
        options={confidences.map((key) => ({
          key,
          name: confidenceNames[key],
          count: hunts.filter(({ confidence }) => confidence === key).length,
          chosen: params.confidence.includes(key),
        }))}
        onToggle={(key) => {
          const confidence = confidences.find((known) => known === key);
          if (confidence) ask({ ...params, confidence: toggled(params.confidence, confidence) });
        }}
      />
      {(alone > 0 || params.alone) && (
        <Switch
          size="xs"
          label={`Asked alone (${formatCount(alone)})`}
          checked={params.alone}
          onChange={() => ask({ ...params, alone: !params.alone })}
        />
      )}
      <span className={classes.space} />
      <span role="status">
        {formatCount(shown.hunts)} of {counted(hunts.length, 'hunt')}, {counted(shown.tools, 'tool')}
      </span>
    </div>
  );
}

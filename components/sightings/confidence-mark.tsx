import { IconAntennaBars3, IconAntennaBars4, IconAntennaBars5, IconHelpCircle, type TablerIcon } from '@tabler/icons-react';
import type { Confidence } from '@/lib/hunts/model';
import { confidenceNames, seenByName } from '@/lib/sightings/filters';
import type { SightingFacts } from '@/lib/sightings/model';
import classes from './cells.module.css';

type Doubted = Pick<SightingFacts, 'confidence' | 'binary' | 'seenBy'>;

const icons: Record<Confidence, TablerIcon> = { high: IconAntennaBars5, medium: IconAntennaBars4, low: IconAntennaBars3 };
const meanings: Record<Confidence, string> = {
  high: 'A hunt matched what only this tool has',
  medium: 'The hunts matched what this tool has, and sometimes other software too',
  low: 'The hunts matched little that tells this tool from other software: look at the events',
};

/** How well a sighting is supported, one line for each reason. */
function confidenceWords({ confidence, binary, seenBy }: Doubted): string[] {
  return [
    `${confidenceNames[confidence]} confidence. ${meanings[confidence]}.`,
    ...(seenBy === null ? [] : [`Seen by: ${seenByName(seenBy).toLowerCase()}.`]),
    ...(binary === 'helper' ? ['Only programs around the tool were found, such as an updater or installer.'] : []),
  ];
}

/** How sure the surest hunt is, and whether only a helper was found. */
export function ConfidenceMark({ row }: { row: Doubted }) {
  const Icon = icons[row.confidence];
  return (
    <span className={classes.confidence} data-confidence={row.confidence} data-tip={confidenceWords(row).join('\n')}>
      <Icon size={16} stroke={1.6} aria-hidden />
      {confidenceNames[row.confidence]}
      {row.binary === 'helper' && <span className={classes.helper}>helper</span>}
    </span>
  );
}

/** Marks a doubtful sighting beside its tool’s name, because narrow screens have no column for confidence. */
export function DoubtMark({ row }: { row: Doubted }) {
  if (row.confidence === 'high' && row.binary !== 'helper') return null;
  return (
    <span className={classes.doubt} data-tip={confidenceWords(row).join('\n')}>
      <IconHelpCircle size={14} stroke={1.6} aria-hidden />
      <span className="sr-only">
        {confidenceNames[row.confidence]} confidence{row.binary === 'helper' && ', helper'}
      </span>
    </span>
  );
}

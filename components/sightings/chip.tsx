import { IconEyeOff, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/button';
import { DeviceName } from '@/components/ui/device-name';
import { Link } from '@/components/ui/link';
import { Value } from '@/components/ui/text';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import classes from './filter-bar.module.css';
import type { Chip } from './filter-chips';
import type { Ask } from './use-question';

/** A filter that is set, with what can be done with it. `value` shows what it holds. */
export function ChipBody({ chip, ask, value }: { chip: Chip; ask: Ask; value: ReactNode }) {
  return (
    <>
      <span className={classes.field}>
        {chip.field}
        {chip.not ? ' not' : ''}
      </span>
      {value}
      <ChipEnd chip={chip} ask={ask} />
    </>
  );
}

/** The value of a chip. */
export function ChipValue({ chip }: { chip: Chip }) {
  return (
    <span className={classes.of} data-tip={chip.whole}>
      {chip.field === 'Device' ? <DeviceName name={chip.value} /> : <Value text={chip.value} max={32} />}
    </span>
  );
}

/** How many sightings a left-out value hides, a link that keeps it as an exclusion, and the button that takes the filter away. */
export function ChipEnd({ chip, ask }: { chip: Chip; ask: Ask }) {
  const values = chip.each ? chip.each.map(({ value }) => value).join(', ') : chip.value;
  return (
    <>
      {chip.hides !== undefined && <span className={classes.hides}>hides {formatCount(chip.hides)}</span>}
      {chip.keep && (
        <Link
          href={paths.newExclusion(writeSeed(chip.keep, chip.without.window))}
          className={classes.keep}
          aria-label={`Keep as exclusion: ${chip.field} ${values}`}
          data-tip="Keep as exclusion: for everybody, with a reason and an end"
        >
          <IconEyeOff size={13} stroke={1.75} aria-hidden />
        </Link>
      )}
      <IconButton
        size={24}
        label={`Remove the filter ${chip.field} ${chip.not ? 'not ' : ''}${values}`}
        tip={null}
        onClick={() => ask(chip.without)}
      >
        <IconX size={13} stroke={2} aria-hidden />
      </IconButton>
    </>
  );
}

'use client';

import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { Link } from '@/components/ui/link';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { VerdictMark } from '@/components/verdicts/verdict-mark';
import { type HandoverItem, type ItemPatch, isOverdue, itemWords } from '@/lib/handover/model';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import classes from './handovers.module.css';
import { Meanwhile } from './meanwhile';
import { useFieldDraft } from './use-field-draft';

interface Props {
  item: HandoverItem;
  /** When the handover was read: a deadline before that has passed. */
  readAt: Instant;
  /** Saves a change of the item; absent if it may not be changed. */
  onChange?: ((patch: ItemPatch) => void) | undefined;
}

/** One item: what it is about, its owner, the next step and the deadline. */
export function ItemRow({ item, readAt, onChange }: Props) {
  const { key, owner, nextStep, deadline, done, carried } = item;
  return (
    <li className={classes.item} data-done={done}>
      <div className={classes.about}>
        <About item={item} />
        {isOverdue(item, readAt) && <strong className={classes.overdue}>Deadline has passed</strong>}
        {carried > 0 && <span className={classes.quiet}>Carried through {counted(carried, 'handover')}</span>}
      </div>
      {onChange ? (
        <Edit item={item} label={itemWords(item)} onChange={(patch) => onChange({ key, ...patch })} />
      ) : (
        <dl className={classes.said}>
          <dt>Owner</dt>
          <dd>{visibleText(owner ?? 'nobody')}</dd>
          <dt>Next step</dt>
          <dd>{visibleText(nextStep || 'none')}</dd>
          <dt>Deadline</dt>
          <dd>{deadline === null ? 'none' : <Time value={deadline} digits={0} />}</dd>
          {done && <dd>Done</dd>}
        </dl>
      )}
    </li>
  );
}

function About({ item: { title, sighting } }: { item: HandoverItem }) {
  if (sighting === null) return <strong>{visibleText(title)}</strong>;
  const { tool, toolSlug, deviceId, deviceName, verdict, note, changedSince } = sighting;
  const query = new URLSearchParams({ tool: toolSlug });
  return (
    <>
      <span>
        <VerdictMark verdict={{ value: verdict }} /> <strong>{visibleText(tool)}</strong> on{' '}
        <Link href={paths.device(deviceId, query)}>{visibleText(deviceName || deviceId)}</Link>
      </span>
      {changedSince.length > 0 && <span>Changed since: {changedSince.map(visibleText).join('; ')}</span>}
      {note !== '' && <span className={classes.quiet}>{visibleText(note)}</span>}
    </>
  );
}

/** The fields of an item. Each is saved when it loses the focus. */
function Edit({ item, label, onChange }: { item: HandoverItem; label: string; onChange: (patch: ItemPatch) => void }) {
  const owner = useFieldDraft(item.owner ?? '', (text) => onChange({ owner: text.trim() === '' ? null : text }));
  const nextStep = useFieldDraft(item.nextStep, (text) => onChange({ nextStep: text }));
  const deadline = item.deadline?.slice(0, 16) ?? '';
  return (
    <fieldset className={classes.edit}>
      <legend className="sr-only">{visibleText(label)}</legend>
      <Textarea
        label="Next step"
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        maxLength={2000}
        value={nextStep.text}
        onChange={(event) => nextStep.onType(event.currentTarget.value)}
        onBlur={nextStep.onLeave}
      />
      <TextInput
        label="Owner"
        size="xs"
        maxLength={200}
        placeholder="nobody"
        value={owner.text}
        onChange={(event) => owner.onType(event.currentTarget.value)}
        onBlur={owner.onLeave}
      />
      <TextInput
        key={deadline}
        type="datetime-local"
        label="Deadline (UTC)"
        size="xs"
        defaultValue={deadline}
        onBlur={({ currentTarget: { value } }) => value !== deadline && onChange({ deadline: value === '' ? null : `${value}Z` })}
      />
      <Checkbox
        label="Done"
        size="xs"
        checked={item.done}
        onChange={(event) => onChange({ done: event.currentTarget.checked })}
      />
      <Meanwhile draft={nextStep} />
      <Meanwhile draft={owner} />
    </fieldset>
  );
}

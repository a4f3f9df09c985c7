import { Fragment } from 'react';
import { nameParts } from './name-parts';

/** A column’s name. On a narrow screen it wraps between its words. */
export function FieldName({ name }: { name: string }) {
  return nameParts(name).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never move
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ));
}

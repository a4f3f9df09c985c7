import { Fragment } from 'react';
import { nameParts } from './name-parts';

/** A column's name, which breaks between its words where there is no room for it on one line. */
export function FieldName({ name }: { name: string }) {
  return nameParts(name).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never move
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ));
}

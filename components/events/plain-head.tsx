import { plainColumns } from './plain-columns';

/** The headings of a plain table of events: the time, then the plain columns. */
export function PlainHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Time</th>
        {plainColumns.map(({ name }) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

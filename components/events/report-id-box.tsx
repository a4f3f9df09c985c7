'use client';

import { useId, useState } from 'react';
import classes from './device-events.module.css';

const isReportId = (text: string) => /^-?\d{1,19}$/.test(text);

/** Asks for the events of one ReportId. Says so if what is typed cannot be one. */
export function ReportIdBox({ value, onAsk }: { value: string | null; onAsk: (reportId: string | null) => void }) {
  const [typed, setTyped] = useState(value ?? '');
  const wrong = useId();
  const text = typed.trim();
  const isWrong = text !== '' && !isReportId(text);
  return (
    <form
      className={classes.reportBox}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) onAsk(text === '' ? null : text);
      }}
    >
      <input
        type="search"
        inputMode="numeric"
        aria-label="ReportId"
        aria-invalid={isWrong}
        aria-describedby={isWrong ? wrong : undefined}
        placeholder="ReportId, Enter"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          if (event.currentTarget.value === '' && value !== null) onAsk(null);
        }}
      />
      {isWrong && (
        <span id={wrong} role="alert" className={classes.wrong}>
          A ReportId is a whole number, so{' '}
          {value === null ? 'the rows are not filtered by it.' : `the rows are still those of ${value}.`}
        </span>
      )}
    </form>
  );
}

'use client';

import { DatePicker } from '@mantine/dates';
import { useState } from 'react';

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

interface Props {
  /** Days as `2026-03-10`, in the chosen zone. */
  from: string;
  to: string;
  onChange: (from: string, to: string) => void;
}

/** Chooses whole days. Its code is loaded only when the window control opens, because it is large. */
export function WindowCalendar({ from, to, onChange }: Props) {
  const [half, setHalf] = useState<string | null>(null);
  const value: [string | null, string | null] = half === null ? [isDay(from) ? from : null, isDay(to) ? to : null] : [half, null];
  return (
    <DatePicker
      type="range"
      size="xs"
      allowSingleDateInRange
      firstDayOfWeek={1}
      weekendDays={[]}
      hideOutsideDates
      ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
      defaultDate={isDay(to) ? to : undefined}
      value={value}
      onChange={([first, last]) => {
        setHalf(last === null ? first : null);
        if (first !== null && last !== null) onChange(first, last);
      }}
    />
  );
}

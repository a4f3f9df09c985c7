'use client';

import { SegmentedControl } from '@mantine/core';
import classes from './segments.module.css';

interface Props<Value extends string> {
  /** What is chosen here, for screen readers. */
  label: string;
  options: readonly { value: Value; name: string; tip?: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** Chooses one of two or three values, which are all visible. */
export function Segments<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  return (
    <SegmentedControl
      aria-label={label}
      classNames={classes}
      value={value}
      onChange={onChange}
      data={options.map((option) => ({ value: option.value, label: <span data-tip={option.tip}>{option.name}</span> }))}
    />
  );
}

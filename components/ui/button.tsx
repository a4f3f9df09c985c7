'use client';

import { ActionIcon, UnstyledButton } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import classes from './button.module.css';

type Native = Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'color'>;

interface IconButtonProps extends Native {
  /** The button's name for screen readers. It is also the tip, unless `tip` is given. */
  label: string;
  /** Null for no tip. */
  tip?: string | null;
  /** Width and height in CSS pixels. */
  size?: 24 | 26 | 28 | 30;
}

/** A square button that shows only an icon. The theme decides its look. */
export function IconButton({ label, tip = label, size = 30, ...rest }: IconButtonProps) {
  return <ActionIcon size={size} aria-label={label} data-tip={tip ?? undefined} {...rest} />;
}

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `line`: with a border, for menus and filters. `plain`: quiet until pointed at. `link`: words in the accent's colour. */
  look: 'line' | 'plain' | 'link';
  /** For low bars: 26 px high. */
  small?: boolean;
  tip?: string | undefined;
}

/** A button with words, an icon before or after them. */
export function WordButton({ look, small, tip, className = '', ...rest }: ButtonProps) {
  return (
    <UnstyledButton
      className={`${classes.word} ${className}`}
      data-look={look}
      data-small={small || undefined}
      data-tip={tip}
      {...rest}
    />
  );
}

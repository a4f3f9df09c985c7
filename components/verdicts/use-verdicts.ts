'use client';

import { createContext, useContext } from 'react';
import type { Subject } from './decision';

export interface Place {
  left: number;
  top: number;
}

/** Decides sightings, on whatever screen they are. */
export interface Verdicts {
  /** Opens the menu of verdicts for these sightings at a place of the screen. */
  choose: (subjects: Subject[], at: Place) => void;
}

export const verdictsContext = createContext<Verdicts>({ choose: () => undefined });

export function useVerdicts(): Verdicts {
  return useContext(verdictsContext);
}

/** The place below the element that opens the menu. */
export const below = (element: Element): Place => {
  const { left, bottom } = element.getBoundingClientRect();
  return { left, top: bottom };
};

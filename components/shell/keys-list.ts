type KeyWords = [combination: string, what: string];

const moves: KeyWords[] = [
  ['j or k', 'Next, previous row (also with the arrows)'],
  ['PgUp or PgDn', 'A screenful up, down'],
  ['Home or End', 'First, last of the loaded rows'],
  ['→ or ←', 'Into the panel, back to the table'],
];

/** What the help lists. A combination is keys with spaces between; `or` stands for itself. */
export const keyGroups: { where: string; keys: KeyWords[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      ['Ctrl K', 'Go to a page, tool or device (⌘ K on a Mac)'],
      ['w', 'Choose the window'],
      ['?', 'This list'],
      ['Esc', 'Close what is open, select none'],
    ],
  },
  {
    where: 'Timeline',
    keys: [
      ['← or →', 'Read the buckets'],
      ['Shift ← or →', 'Mark buckets; Enter shows only them'],
      ['u', 'Undo the last zoom'],
    ],
  },
  {
    where: 'Sightings',
    keys: [
      ...moves,
      ['Enter', 'Open the row beside the table; again: the device'],
      ['x', 'Select the row'],
      ['Shift x', 'Select from the last selected row to this one'],
      ['e', 'Include or exclude a value of the row'],
      ['/', 'Search'],
      ['n', 'Only what is new since the last shift'],
      ['r', 'Ask again'],
    ],
  },
  {
    where: 'Device: lanes',
    keys: [
      ['← or →', 'Read the buckets'],
      ['↑ or ↓', 'Another tool'],
      ['Shift ← or →', 'Mark buckets; Enter shows only them'],
      ['Space', 'Only the events of the tool'],
      ['u', 'Undo the last zoom'],
    ],
  },
  {
    where: 'Device: events',
    keys: [...moves, ['Enter', 'Open the event beside the table; again: its own page']],
  },
  { where: 'Event', keys: [['Esc', 'Back to its device']] },
];

/** What the help lists. A combination is keys with spaces between; `or` stands for itself. */
export const keyGroups: { where: string; keys: [combination: string, what: string][] }[] = [
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
      ['j or k', 'Next, previous row (also with the arrows)'],
      ['Home or End', 'First, last row'],
      ['Enter', 'Open the row beside the table; again: the device'],
      ['x', 'Select the row'],
      ['Shift x', 'Select from the last selected row to this one'],
      ['→ or ←', 'Into the panel, back to the table'],
      ['e', 'Include or exclude a value of the row'],
      ['/', 'Search'],
      ['n', 'Only what is new since the last shift'],
      ['r', 'Ask again'],
    ],
  },
];

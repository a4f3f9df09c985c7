type KeyWords = [combination: string, what: string];

const moves: KeyWords[] = [
  ['j or k', 'Next, previous row (also with the arrows)'],
  ['PgUp or PgDn', 'One screen up or down'],
  ['Home or End', 'First, last of the loaded rows'],
  ['→ or ←', 'Into the panel, back to the table'],
];

/** The keys that the help lists. The keys of a combination have spaces between them; the word `or` is shown as it is. */
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
      ['← or →', 'Read the timeline bar by bar'],
      ['Shift ← or →', 'Select several bars; Enter zooms in on them'],
      ['u', 'Undo the last zoom'],
    ],
  },
  {
    where: 'Sightings',
    keys: [
      ...moves,
      ['Enter', 'Open the row beside the table; press again for its device'],
      ['x', 'Select the row'],
      ['Shift x', 'Select from the last selected row to this one'],
      ['v a', 'Verdict approved, of the selected rows or of this one'],
      ['v s', 'Suspicious; likewise m malicious, e escalated, i in review, n unreviewed'],
      ['v d', 'Verdict with note, owner, ticket and review date'],
      ['z', 'Take the last verdict back'],
      ['e', 'Include a value of the row, leave it out, or exclude it'],
      ['/', 'Search'],
      ['n', 'Only what is new since the last shift'],
      ['r', 'Ask again'],
    ],
  },
  {
    where: 'Device: lanes',
    keys: [
      ['← or →', 'Read the timeline bar by bar'],
      ['↑ or ↓', 'Another tool'],
      ['Shift ← or →', 'Select several bars; Enter zooms in on them'],
      ['Space', 'Only the events of the tool'],
      ['v a', 'Verdict approved, of the chosen tool; the other letters as on the sightings page'],
      ['u', 'Undo the last zoom'],
    ],
  },
  {
    where: 'Device: events',
    keys: [...moves, ['Enter', 'Open the event beside the table; press again for its own page']],
  },
  { where: 'Event', keys: [['Esc', 'Back to its device']] },
];

/** The URL parameter that names the event open beside a device's events; kept while the rest of the URL changes. */
export const OPEN_EVENT = 'event';

/**
 * The URL parameter with the slug of the tool that one came for. Its lane and its events are marked among all others: what
 * came before and after them is part of the story.
 */
export const MARKED_TOOL = 'mark';

/** Where a device's page has its events: the id of their section. */
export const EVENTS = 'events';

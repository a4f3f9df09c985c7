/** The URL parameter that names the event open beside a device's events; kept while the rest of the URL changes. */
export const OPEN_EVENT = 'event';

/** Where a device's page has its events: the id of their section. */
export const EVENTS = 'events';

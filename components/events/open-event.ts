/** The URL parameter that names the event open beside the table. It stays when the rest of the URL changes. */
export const OPEN_EVENT = 'event';

/**
 * The URL parameter with the slug of the tool that the link was about. The page marks its lane and its events and still shows
 * all others, because they tell what came before and after.
 */
export const MARKED_TOOL = 'mark';

/** The id of the section with the events on a device’s page. */
export const EVENTS = 'events';

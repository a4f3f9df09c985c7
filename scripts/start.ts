// npm start: builds if needed, makes sample telemetry if there is none, serves, prints a one-time sign-in link.
import { command } from './serve/command';
import { serve } from './serve/serve';

await command(() => serve('start'));

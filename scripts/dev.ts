// npm run dev: as npm start, with hot reload instead of a build.
import { command } from './serve/command';
import { serve } from './serve/serve';

await command(() => serve('dev'));

import { defineConfig } from 'drizzle-kit';

/** `npm run migrations` writes the SQL that leads from the last migration to lib/store/schema.ts and schema-webhooks.ts. */
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./lib/store/schema.ts', './lib/store/schema-webhooks.ts'],
  out: './lib/store/migrations',
});

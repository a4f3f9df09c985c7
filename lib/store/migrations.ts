import path from 'node:path';

/** The folder of the migrations' SQL. It is relative to the working folder: a build moves this code, but not those files. */
export const migrationsFolder = path.join(process.cwd(), 'lib', 'store', 'migrations');

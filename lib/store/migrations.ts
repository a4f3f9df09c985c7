import path from 'node:path';

/** Where the SQL of the migrations is. From the working folder, since a build moves the code but not these files. */
export const migrationsFolder = path.join(process.cwd(), 'lib', 'store', 'migrations');

import { securityHeaders } from './lib/shared/security-headers.js';

/** For the container (Dockerfile): a folder that runs by `node server.js`. Next does not find the library that DuckDB's binding loads. */
const standalone = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingIncludes: { '/**': ['./node_modules/@duckdb/node-bindings-*/**'] },
};

/** @type {import('next').NextConfig} */
const config = {
  // biome-ignore lint/style/noProcessEnv: no setting of the server, which has none while it is built
  ...(process.env.STANDALONE === '1' && standalone),
  poweredByHeader: false,
  // `npm run types` checks them, with the tests. Who starts the server does not wait for that.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // The image optimiser is off: it would fetch any address that a request names.
  images: { unoptimized: true },
  // In development Next prints the address of each request; one-time links and Entra's codes must not be printed.
  logging: { incomingRequests: { ignore: [/sign-in\?/, /sign-in\/entra\/callback/] } },
  // Native bindings, and a parser that defines globals, must be loaded by Node and not be bundled.
  serverExternalPackages: ['@duckdb/node-api', '@duckdb/node-bindings', '@kusto/language-service-next', 'pino'],
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })),
    },
  ],
  experimental: {
    // Code of the server stays readable in the log's stack traces, so it needs no maps. With both, building took a half longer.
    turbopackMinify: { server: false },
    turbopackSourceMaps: false,
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@mantine/dates'],
    // Next holds in memory what it reads of a body before proxy.ts has answered, for people without a session as well.
    proxyClientMaxBodySize: 16 * 1024,
  },
};

export default config;

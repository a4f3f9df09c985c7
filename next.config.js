// Sent with every answer. The Referrer-Policy is not no-referrer: a form's POST would then carry `Origin: null`, which is refused.
const headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=(), clipboard-write=(self)',
};

// The policy of answers that are no pages: they may load nothing. proxy.ts replaces it by one with a nonce for pages.
const noPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
  // A build does not type-check the tests; `npm run types` does.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
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
      headers: Object.entries({ ...headers, 'Content-Security-Policy': noPage }).map(([key, value]) => ({ key, value })),
    },
  ],
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@mantine/dates'] },
};

export default config;

// On every answer. Referrer: with no-referrer a form's POST would carry `Origin: null`, which requireSameOrigin refuses.
const headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=(), clipboard-write=(self)',
};

// What is no page may load nothing; pages get theirs, with a nonce, from proxy.ts, which replaces this one.
const noPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** For the container (Dockerfile): a folder that runs by `node server.js`. Next misses the library that DuckDB's binding loads. */
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
  // A build asks nothing of the tests: `npm run types` does.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  reactStrictMode: true,
  // No picture goes through an optimiser that would fetch addresses for whoever asks.
  images: { unoptimized: true },
  // In development Next prints addresses; one-time links and Entra's codes are none of the terminal's business.
  logging: { incomingRequests: { ignore: [/sign-in\?/, /sign-in\/entra\/callback/] } },
  // Native bindings and a parser that defines globals: both must be loaded by Node, not bundled.
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

/** Next calls this once in each new server. It also compiles it for its edge runtime, which cannot load the Node-only part. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: no setting; the bundler writes the runtime in here
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./instrumentation.node')).startServer();
}

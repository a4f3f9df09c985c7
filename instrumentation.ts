/** Next calls this once in each new server, and compiles it for its edge runtime as well, which Node's half must not enter. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: no setting; the bundler writes the runtime in here
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./instrumentation.node')).startServer();
}

'use client';

/** Shown when the layout itself could not be rendered. It uses no styles and no libraries, since those may be what failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ font: '15px/1.5 system-ui, sans-serif', maxWidth: '36rem', margin: '15vh auto', padding: '0 1.5rem' }}>
        <title>RMM Sightings broke</title>
        <h1 style={{ fontSize: '1.2rem' }}>RMM Sightings broke</h1>
        <p>The page could not be drawn. No telemetry was changed. Try again; if it stays, the server’s log says why.</p>
        {error.digest && <p>Reference: {error.digest}</p>}
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}

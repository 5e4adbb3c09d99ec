import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['source'] };
const shared = { env: { FORCE_COLOR: '0' }, testTimeout: 20_000 };

/** Two projects: sources as they are, and the built program in real processes and terminals. */
export default defineConfig({
  test: {
    // One a core: left to itself, vitest keeps a core free and takes twice as long on two.
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        ssr: { resolve },
        // Files share the modules of their worker: no test leaves anything behind in them, and reading them anew for each file takes a third of the time.
        test: { ...shared, name: 'source', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/e2e/**'], isolate: false },
      },
      {
        resolve,
        ssr: { resolve },
        test: {
          ...shared,
          name: 'built',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/helpers/build-once.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});

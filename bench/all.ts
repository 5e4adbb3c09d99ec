import { spawnSync } from 'node:child_process';
import { benchReading } from './reading.js';

/** Every measurement, one after another. Run: npm run bench. */
benchReading();
await import('./judging.js');
// It starts itself anew for each of its cases.
spawnSync(process.execPath, ['scripts/run.mjs', 'bench/simulate.ts'], { stdio: 'inherit' });
await import('./caches.js');
await import('./coverage.js');
await import('./memory.js');
await import('./full-report.js');

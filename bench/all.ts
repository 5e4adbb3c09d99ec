import { benchReading } from './reading.js';

/** Every measurement, one after another. Run: npm run bench. */
benchReading();
await import('./judging.js');
await import('./simulate.js');
await import('./caches.js');
await import('./coverage.js');
await import('./memory.js');
await import('./full-report.js');

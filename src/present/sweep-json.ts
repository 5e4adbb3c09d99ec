import type { SweepReport } from '#simulate/sweep/sweep.js';

/** The sweep for other programs: the names are stable, numbers are SI, what is not known is `null`. */
export const sweepJson = (report: SweepReport): string => `${JSON.stringify(report, null, 2)}\n`;

import type { SimulationReport } from '#simulate/report.js';

/** The report for other programs: the names are stable, numbers are SI, what is not known is `null` and listed in `unresolved`. */
export const simulationJson = (report: SimulationReport): string => `${JSON.stringify(report, null, 2)}\n`;

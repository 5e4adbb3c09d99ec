import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import type { Program } from '../kernel/program.js';
import type { BreakerReport } from '../report.js';

/** What the circuit breakers did, in the order of the design. Of a slice the whole is told. */
export function breakerReports({ calls, stations }: Program, { calls: measures, measured }: Course, slice: number): BreakerReport[] {
  const seconds = secondsOf({ measured });
  return calls.breakers.map(({ from, to }, i) => ({
    from: stations.ids[from]!,
    to: stations.ids[to]!,
    opened: measures.opened[i]! * slice,
    rejected: (measures.rejected[i]! / seconds) * slice,
    open: measures.notClosed[i]!,
  }));
}

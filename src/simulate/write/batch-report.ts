import type { DesignModel } from '#model/design.js';
import type { Course } from '../kernel/drive.js';
import type { World } from '../kernel/world.js';
import type { BatchReport, TargetReport } from '../report.js';

/** How long the batches of a flow took, or would take at the pace of the first one. Of a slice (one k-th) the whole is told. */
export function batchReport({ batches, program, measureFrom, measureTo }: World, course: Course, flow: number, slice: number): BatchReport {
  const { every } = program.flows[flow]!;
  const done = batches.done.filter((each) => each.flow === flow && each.start < measureTo);
  const items = batches.items[flow]!;
  const told = { every, items: items * slice, done: done.length };
  if (done.length > 0) {
    const takes = done.reduce((most, { took }) => Math.max(most, took), 0);
    return { ...told, takes, basis: 'measured', late: takes > every };
  }
  const ended = batches.ended[flow]!;
  const passed = batches.last[flow]! - measureFrom;
  const takes = ended === 0 || course.measured === 0 ? null : (items / ended) * passed;
  const late = takes === null ? (course.measured > every ? true : null) : takes > every;
  return { ...told, takes, basis: 'extrapolated', late };
}

type Seen = { readonly model: DesignModel; readonly world: World; readonly course: Course; readonly slice: number };

/** Above this share of items that fail, a batch is not done however soon it is over. */
const NOT_DONE = 0.01;

function mostlyFails({ flows }: World, flow: number): boolean {
  const causes = flows.failed.length / flows.offered.length;
  const failed = flows.failed.subarray(flow * causes, (flow + 1) * causes).reduce((sum, each) => sum + each, flows.lost[flow]!);
  return failed > NOT_DONE * flows.offered[flow]!;
}

/** Targets on how long a batch may take. One of which more than a hundredth fails has no time in which it is done. */
export function batchTargets({ model, world, course, slice }: Seen, flow: number): TargetReport[] {
  const { id, kind } = world.program.flows[flow]!;
  if (kind !== 'batch') return [];
  return model.requirements.quality.flatMap((quality): TargetReport[] => {
    if (quality.flow !== id || quality.within === undefined || quality.survives !== undefined) return [];
    if (mostlyFails(world, flow)) return [{ name: 'within', quality: quality.id, target: quality.within, measured: null, verdict: 'fail' }];
    const { takes } = batchReport(world, course, flow, slice);
    const verdict = takes === null ? 'unresolved' : takes <= quality.within ? 'pass' : 'fail';
    return [{ name: 'within', quality: quality.id, target: quality.within, measured: takes, verdict }];
  });
}

import { setImmediate } from 'node:timers/promises';
import type { Grade, GradeJob, Mishap, Runner } from './job.js';

/** One job after the other in this process. Gives way between jobs, so that an interrupt is heard. */
export const inProcess: Runner = async function* (intake, grade, mishap) {
  for await (const one of intake) {
    await setImmediate();
    yield 'row' in one ? one.row : await isolated(one.job, grade, mishap);
  }
};

async function isolated(job: GradeJob, grade: Grade, mishap: Mishap): Promise<Awaited<ReturnType<Grade>>> {
  try {
    return await grade(job);
  } catch (error) {
    return mishap(job, error);
  }
}

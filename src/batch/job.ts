import type { GradeRow } from '#score/report.js';

/** One design to be graded. It carries its text, so that whoever works on it needs no file of ours. */
export type GradeJob = {
  readonly file: string;
  readonly text: string;
};

/** A file on its way in: to be graded, or already known to have failed. */
export type Intake = { readonly job: GradeJob } | { readonly row: GradeRow };

/** Grades one job. May throw: the runner makes a row of it. */
export type Grade = (job: GradeJob) => Promise<GradeRow>;

/** Makes the row of a job whose grading threw. */
export type Mishap = (job: GradeJob, error: unknown) => GradeRow;

/**
 * Runs jobs and yields their rows in the order of the jobs, whatever is done when. A job that fails is a row and never the end of
 * the others.
 */
export type Runner = (intake: AsyncIterable<Intake>, grade: Grade, mishap: Mishap) => AsyncIterable<GradeRow>;

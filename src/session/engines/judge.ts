import { runRules } from '#analyze/run-rules.js';
import type { Assignment } from '#evaluate/assignment.js';
import { gradeHash, type Hashing } from '#evaluate/grade-hash.js';
import { readDesign } from '#language/read-design.js';
import { gradeText } from '#present/grade-text.js';
import { simulationText } from '#present/simulation-text.js';
import type { ScoreCard } from '#score/card.js';
import type { Level } from '#score/level.js';
import { score } from '#score/score.js';
import { type RunReport, type SimulationReport, simulate } from '#simulate/simulate.js';
import type { Part } from './engines.js';

/** Width of the tables of the load report. */
const COLUMNS = 78;

/** A reference design of the problem, as text; the weakest first. */
export type Reference = { readonly name: string; readonly text: string };

export type JudgeOptions = { readonly assignment: Assignment; readonly ladder: readonly Reference[]; readonly hashing: Hashing };

/** The score card with its evidence, and where it stands among the reference designs. `asked` are the facts that were asked for. */
export function judgeDesign(
  text: string,
  level: Level,
  asked: ReadonlySet<string>,
  { assignment, ladder, hashing }: JudgeOptions,
): readonly Part[] {
  const { model, diagnostics } = readDesign(text);
  const problem = assignment.problem.value;
  const about = { file: 'Your design', problem: problem.id, level };
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const grade = { ...assignment, level };
  if (!model) {
    const row = {
      ...about,
      status: 'invalid' as const,
      code: 'design/invalid',
      reason: `It cannot be read: ${errors} error${errors === 1 ? '' : 's'}`,
      diagnostics,
    };
    return [{ title: 'Score', lines: textOf(row) }];
  }
  const load = simulate(model);
  const simulated = verdictsOf(load);
  const card = score(
    { model, rules: runRules(model), asked, simulated },
    problem,
    assignment.rubric.value,
    level,
    gradeHash(text, grade, hashing),
  );
  const row = { ...about, status: 'ok' as const, title: model.title, card, diagnostics };
  return [
    { title: 'Score', lines: textOf(row) },
    { title: 'Beside the reference designs', lines: beside(card, ladder, grade) },
    { title: 'Load', lines: simulationText(model.title, load, { color: false, columns: COLUMNS, brief: true }).trimEnd().split('\n') },
  ];
}

/**
 * Of each quality target with a latency the worst verdict of its figures; what is not resolved is not known. Where work piles up, or
 * the closed forms say that it must, a run shows how it begins and not how it ends: then no target is known to hold.
 */
export function verdictsOf(report: SimulationReport): ReadonlyMap<string, 'pass' | 'fail' | 'unknown'> {
  const settled = [report, report.peak ?? report].every(isSettled);
  const found = new Map<string, 'pass' | 'fail' | 'unknown'>();
  for (const { quality, verdict } of Object.values(report.flows).flatMap((flow) => flow.targets)) {
    const now = verdict === 'unresolved' || (verdict === 'pass' && !settled) ? 'unknown' : verdict;
    const before = found.get(quality);
    if (before === undefined || now === 'fail' || (now === 'unknown' && before === 'pass')) found.set(quality, now);
  }
  return found;
}

const isSettled = ({ stability, components }: RunReport): boolean =>
  stability.verdict === 'stable' && Object.values(components).every(({ demand }) => demand === null || demand <= 1);

function textOf(row: Parameters<typeof gradeText>[0]['rows'][number]): readonly string[] {
  const none = { files: 1, ok: 1, invalid: 0, timeout: 0, error: 0, score: null, bands: {}, criteria: [], nobodyPasses: [] };
  return gradeText({ engine: { name: 'sysdrill', version: '' }, rows: [row], statistics: none })
    .trimEnd()
    .split('\n');
}

/** The ladder with the candidate's own design in its place. Reference designs are graded as files: nobody asked them anything. */
function beside(card: ScoreCard, ladder: readonly Reference[], { problem, rubric, level }: Assignment): readonly string[] {
  const rungs = ladder.flatMap(({ name, text }) => {
    const { model } = readDesign(text);
    if (!model) return [];
    const rung = score({ model, rules: runRules(model) }, problem.value, rubric.value, level, '');
    return [{ name, score: rung.score, band: rung.band, own: false }];
  });
  const all = [...rungs, { name: 'yours', score: card.score, band: card.band, own: true }].sort((a, b) => b.score - a.score);
  return all.map((one) => `${one.own ? '->' : '  '} ${one.score.toFixed(1).padStart(5)}  ${one.band.padEnd(10)} ${one.name}`);
}

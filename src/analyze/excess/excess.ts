import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { type Analysis, analyze } from '../analysis.js';
import type { Finding } from '../finding.js';
import { type Candidate, candidatesOf } from './candidates.js';
import { leavesRoom, type Used, usedBy } from './room.js';

/** A part without which every numeric requirement still holds with room, and nothing new is found. */
export type Excess = {
  readonly kind: Candidate['kind'];
  readonly component: ComponentId;
  /** For a tier: how many there are, and the third of them that does. */
  readonly of: number;
  readonly enough: number;
  /** Parts that could go in its place, but not besides it. */
  readonly instead: readonly ComponentId[];
  /** What the design uses of what is allowed, once this and those listed before it are gone. */
  readonly used: Used;
};

export type ExcessResult = {
  readonly excess: readonly Excess[];
  /** Parts that were not tried because the budget was used up. */
  readonly untried: readonly ComponentId[];
  /** The design with all of it gone. */
  readonly rest: DesignModel;
};

/** Steps spent on one design: an evaluation costs one for each component and call. Counted, so the same on every machine. */
const STEPS = 12_000;

type Judge = (model: DesignModel) => readonly Finding[];

/**
 * Tries to leave out each part that acts on numeric targets alone: first one by one, then together in the order of the file, so that all
 * that is listed can go at once. Where an error is found there are other worries, and what is warned of is put right first.
 * What could go alone but not with the others stands as `instead` of one of them.
 */
export function excessOf(model: DesignModel, analysis: Analysis, findings: Judge): ExcessResult {
  const possible = candidatesOf(model, analysis);
  const now = possible.length === 0 ? undefined : usedBy(model, analysis);
  if (now === undefined || !meets(now)) return { excess: [], untried: [], rest: model };
  const found = findings(model);
  const faulty = new Set(found.filter(({ severity }) => severity !== 'info').flatMap(({ subject }) => subject));
  const candidates = found.some(({ severity }) => severity === 'error') ? [] : possible.filter(({ component }) => !faulty.has(component));
  const trial = new Trial(model, analysis, findings, found);
  const alone = candidates.filter((each) => trial.holds([each]) !== undefined);
  const joint: { candidate: Candidate; instead: ComponentId[]; used: Used }[] = [];
  for (const candidate of alone) {
    const chosen = joint.map((each) => each.candidate);
    const used = trial.holds([...chosen, candidate]);
    if (used !== undefined) joint.push({ candidate, instead: [], used });
    else
      joint
        .find((each) => trial.holds([...chosen.filter((other) => other !== each.candidate), candidate]))
        ?.instead.push(candidate.component);
  }
  const excess = joint.map(({ candidate, instead, used }): Excess => {
    const { kind, component, of } = candidate;
    return { kind, component, of, instead, used, enough: candidate.fewer };
  });
  return {
    excess,
    untried: trial.untried(candidates),
    rest:
      without(
        model,
        joint.map((each) => each.candidate),
      ) ?? model,
  };
}

/** Nothing that is asked fails as it is: else there are other worries. */
const meets = (used: Used): boolean => (used.saturation ?? 0) <= 1 && (used.failures ?? 0) <= 1 && (used.latency ?? 0) <= 1;

class Trial {
  readonly #model: DesignModel;
  readonly #analysis: Analysis;
  readonly #findings: Judge;
  readonly #tried = new Set<ComponentId>();
  readonly #before: ReadonlySet<string>;
  #left: number;

  constructor(model: DesignModel, analysis: Analysis, findings: Judge, found: readonly Finding[]) {
    this.#before = new Set(found.map(keyOf));
    this.#model = model;
    this.#analysis = analysis;
    this.#findings = findings;
    this.#left = STEPS;
  }

  untried(candidates: readonly Candidate[]): readonly ComponentId[] {
    return candidates.map(({ component }) => component).filter((id) => !this.#tried.has(id));
  }

  /** What the design uses without these; undefined where something no longer holds, or the budget is used up. */
  holds(gone: readonly Candidate[]): Used | undefined {
    const cost = (this.#model.components.size + 10 * this.#model.flows.size) * gone.length;
    if (this.#left < 2 * cost) return undefined;
    this.#left -= cost;
    for (const { component } of gone) this.#tried.add(component);
    const changed = without(this.#model, gone);
    if (changed === undefined) return undefined;
    const used = usedBy(changed, analyze(changed), this.#analysis);
    if (used === undefined || !leavesRoom(used)) return undefined;
    this.#left -= cost;
    return this.#findings(changed).every((finding) => this.#before.has(keyOf(finding))) ? used : undefined;
  }
}

/** The design with these gone one after another; undefined where one of them must stay once those before it are gone. */
function without(model: DesignModel, gone: readonly Candidate[]): DesignModel | undefined {
  let left = model;
  for (const { component, fewer } of gone) {
    const still = gone.length === 1 ? gone[0] : candidatesOf(left, analyze(left)).find((each) => each.component === component);
    if (still === undefined || still.fewer !== fewer) return undefined;
    left = still.without(left, fewer);
  }
  return left;
}

/** The same finding about the same thing, however many flows it strikes. */
const keyOf = ({ code, severity, subject }: Finding): string => `${code} ${severity} ${subject[0] ?? ''}`;

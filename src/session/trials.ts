import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { Problem } from '#score/problem.js';
import { fullestZone, trialOf } from './drills.js';
import { FATES, type Fate, type Trial, type TrialWhat } from './session.js';
import { percent } from './study-text.js';
import { callsOf, foremost, peakRate } from './walk.js';

const HOW_MANY = 4;
type Chosen = Omit<Trial, 'prediction' | 'result'>;

/**
 * What is tried on a design: the scenarios of the problem first, then its cache gone, its fullest zone gone, ten times the load,
 * what it waits for slow. Only what the design has, and nothing twice.
 */
export function chooseTrials(
  model: DesignModel | undefined,
  problem: Pick<Problem, 'drills' | 'needs'>,
  many: number = HOW_MANY,
): readonly Trial[] {
  const main = model && foremost(model)[0];
  if (!model || !main) return [];
  const ours = [cacheGone(model), zoneGone(model, main), tenTimes(main), slowDependency(model), storeSlow(model)];
  const all = [
    ...problem.drills.map((drill) => trialOf(drill, model, problem)),
    ...ours.map((trial) => trial && { ...trial, prediction: null, result: null }),
  ];
  const seen = new Set<string>();
  return all
    .filter((trial) => trial !== undefined)
    .filter((trial) => !seen.has(JSON.stringify(trial.what)) && seen.add(JSON.stringify(trial.what)))
    .slice(0, many);
}

/** The foremost flow that visits a component, if any does. */
function flowThrough(model: DesignModel, component: string): Flow | undefined {
  return foremost(model).find((flow) => callsOf(flow).some((call) => call.visit.component === component));
}

function hardestHit(model: DesignModel, kinds: readonly string[]): { readonly component: string; readonly flow: Flow } | undefined {
  let best: { component: string; flow: Flow } | undefined;
  for (const component of model.components.values()) {
    const flow = kinds.includes(component.is) ? flowThrough(model, component.id) : undefined;
    if (flow && (!best || peakRate(flow) > peakRate(best.flow))) best = { component: component.id, flow };
  }
  return best;
}

function cacheGone(model: DesignModel): Chosen | undefined {
  const hit = hardestHit(model, ['cache']);
  if (!hit) return undefined;
  const what: TrialWhat = { kind: 'component', component: hit.component };
  return {
    id: `cache-gone/${hit.component}`,
    title: `The cache ${hit.component} is gone. What happens to ${hit.flow.id}?`,
    what,
    flow: hit.flow.id,
  };
}

function storeSlow(model: DesignModel): Chosen | undefined {
  const hit = hardestHit(model, ['database']);
  if (!hit) return undefined;
  const what: TrialWhat = { kind: 'slow', component: hit.component, factor: 5 };
  return {
    id: `slow-store/${hit.component}`,
    title: `Every answer of ${hit.component} takes five times as long. What happens to ${hit.flow.id}?`,
    what,
    flow: hit.flow.id,
  };
}

function zoneGone(model: DesignModel, main: Flow): Chosen | undefined {
  const zone = fullestZone(model);
  if (zone === undefined) return undefined;
  return {
    id: `zone-gone/${zone}`,
    title: `Zone ${zone} is gone. What happens to ${main.id}?`,
    what: { kind: 'zone', zone },
    flow: main.id,
  };
}

const tenTimes = (main: Flow): Chosen => ({
  id: 'load/10',
  title: `Ten times the traffic. What happens to ${main.id}, and what gives way first?`,
  what: { kind: 'load', factor: 10 },
  flow: main.id,
});

function slowDependency(model: DesignModel): Chosen | undefined {
  const hit = hardestHit(model, ['external']);
  if (!hit) return undefined;
  const what: TrialWhat = { kind: 'slow', component: hit.component, factor: 10 };
  return {
    id: `slow/${hit.component}`,
    title: `${hit.component} answers ten times slower. What happens to ${hit.flow.id}?`,
    what,
    flow: hit.flow.id,
  };
}

/** What is done to the design in a trial, and which flow is watched. */
export function condition({ what, flow }: Trial): string {
  switch (what.kind) {
    case 'load':
      return `Tried: ${what.factor} times the peak; watched: ${flow}`;
    case 'component':
      return `Tried: ${what.component} gone; watched: ${flow}`;
    case 'zone':
      return `Tried: zone ${what.zone} gone; watched: ${flow}`;
    case 'slow':
      return `Tried: ${what.component} ${what.factor} times slower; watched: ${flow}`;
    case 'cold':
      return `Tried: ${what.component} is up and finds nothing; watched: ${flow}`;
    case 'hot-key':
      return `Tried, by closed form: one key with ${percent(what.share)} of the reads of ${flow}`;
  }
}

/** Where the result of a trial comes from. */
export const sourceOf = ({ what }: Trial): string => (what.kind === 'hot-key' ? 'By closed form' : 'Simulated');

const FATE_WORDS: readonly (readonly [Fate, RegExp])[] = [
  ['most fail', /^\s*4\b|\bmost(ly)?\b|\ball fail|\bdown\b|\bcollaps|\bnothing works|\boutage/i],
  ['holds', /^\s*1\b|\bholds?\b|\bfine\b|\bnothing (happens|changes)|\bno (change|effect)|\bunaffected|\bdoes not fail|\bno errors?/i],
  ['some fail', /^\s*3\b|\bsome\b|\bpart(ly|ial)?\b|\berrors?\b|\bfail|\btime ?outs?\b/i],
  ['slower', /^\s*2\b|\bslow|\blatency|\bp99|\bdoubles?\b|\blonger/i],
];

/** Reads a prediction: `2`, `slower`, `some fail, links first`. What it does not name stays open and is not held against anybody. */
export function readPrediction(text: string, components: Iterable<string>): NonNullable<Trial['prediction']> {
  const fate = FATE_WORDS.find(([, words]) => words.test(text))?.[0] ?? null;
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? []);
  const component = [...components].find((id) => words.has(id.toLowerCase())) ?? null;
  return { text, fate, component };
}

/** What is said to a prediction that is none. */
export const NO_PREDICTION = 'That names no outcome. Say 1 holds, 2 slower, 3 some fail or 4 most fail, and a part; or "no idea".';

/** Whether somebody says that they cannot tell: the trial is run all the same. */
export const leavesOpen = (text: string): boolean => /\bno idea\b|\b(?:do not|don.?t|cannot|can.?t) (?:know|say|tell)\b/i.test(text);

/** How far a prediction was from the result: right, next to it, or off; undefined when it named no fate or none was measured. */
export function judge(trial: Trial): 'right' | 'near' | 'off' | undefined {
  const said = trial.prediction?.fate;
  const was = trial.result?.fate;
  if (!said || !was) return undefined;
  const distance = Math.abs(FATES.indexOf(said) - FATES.indexOf(was));
  return distance === 0 ? 'right' : distance === 1 ? 'near' : 'off';
}

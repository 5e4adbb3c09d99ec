import { callsOf } from '#model/calls.js';
import { coveringFlows, uncovered } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import type { Target } from '../problem.js';
import type { Ground } from '../rubric.js';
import { understatement } from './load.js';
import { assumedSizes, loadedParts } from './parts.js';
import { isOurs, isPlaceAssumed } from './places.js';
import { carriedBy, targetsAsked } from './targets.js';

/** The ground of an item: not there at all, not asked by the problem, or there, and silent on purpose about all but some parts. */
export type GroundFound = 'absent' | 'not-asked' | { readonly share: number; readonly assumed: readonly string[] };

const WHOLE: GroundFound = { share: 1, assumed: [] };

export function groundOf(input: ScoreInput, ground: Ground): GroundFound {
  switch (ground) {
    case 'needs':
      return isAnswered(input) ? WHOLE : 'absent';
    case 'sized':
      return byParts(input, (component) => assumedSizes(input, component).length > 0 || understatement(input, component.id) > 1);
    case 'placed':
      return byParts(input, (component) => isPlaceAssumed(input, component.id));
    case 'waits':
      return isAnswered(input) && someWait(input) ? WHOLE : 'absent';
    case 'target-loss':
    case 'target-effect':
    case 'target-reads':
      return targetGround(input, ground.slice('target-'.length) as Target['asks']['measure']);
  }
}

const isAnswered = ({ coverage }: ScoreInput): boolean => uncovered(coverage).length === 0;

/** Only what the covering flows do counts: a step in a flow that answers nothing is no ground. */
const someWait = ({ model, coverage }: ScoreInput): boolean =>
  coveringFlows(coverage)
    .flatMap(callsOf)
    .some((call) => call.waits && model.components.get(call.from)?.is !== 'client');

function byParts(input: ScoreInput, isAssumed: (component: ReturnType<typeof loadedParts>[number]) => boolean): GroundFound {
  const parts = loadedParts(input).filter(isOurs);
  if (!isAnswered(input) || parts.length === 0) return 'absent';
  const assumed = parts.filter(isAssumed).map((one) => one.id);
  return { share: 1 - assumed.length / parts.length, assumed };
}

function targetGround(input: ScoreInput, measure: Target['asks']['measure']): GroundFound {
  const asked = targetsAsked(input).filter((target) => target.asks.measure === measure);
  if (asked.length === 0) return 'not-asked';
  return asked.every((target) => carriedBy(input.model, input.coverage, target)?.met === true) ? WHOLE : 'absent';
}

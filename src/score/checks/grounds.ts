import { callsOf } from '#model/calls.js';
import type { Call } from '#model/flow.js';
import { coveringFlows, uncovered } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import type { Target } from '../problem.js';
import type { Ground } from '../rubric.js';
import { carriedBy, targetsAsked } from './targets.js';

/** Whether the ground of an item is there; `not-asked`: the problem asks for no such thing, so the item is none. */
export function groundOf(input: ScoreInput, ground: Ground): 'there' | 'absent' | 'not-asked' {
  switch (ground) {
    case 'needs':
      return uncovered(input.coverage).length === 0 ? 'there' : 'absent';
    case 'hand-over':
      return someCall(input, (call) => !call.waits);
    case 'retries':
      return someCall(input, (call) => call.retries > 0);
    case 'store':
      return someCall(input, (call) => call.operation?.kind === 'write');
    case 'waits':
      return someCall(input, (call) => call.waits && input.model.components.get(call.from)?.is !== 'client');
    case 'target-loss':
    case 'target-effect':
    case 'target-survives':
    case 'target-reads':
      return targetGround(input, ground.slice('target-'.length) as Target['asks']['measure']);
  }
}

/** Only what the covering flows do counts: a step in a flow that answers nothing is no ground. */
function someCall(input: ScoreInput, test: (call: Call) => boolean): 'there' | 'absent' {
  if (uncovered(input.coverage).length > 0) return 'absent';
  return coveringFlows(input.coverage).flatMap(callsOf).some(test) ? 'there' : 'absent';
}

function targetGround(input: ScoreInput, measure: Target['asks']['measure']): 'there' | 'absent' | 'not-asked' {
  const asked = targetsAsked(input).filter((target) => target.asks.measure === measure);
  if (asked.length === 0) return 'not-asked';
  return asked.every((target) => carriedBy(input.model, input.coverage, target)?.met === true) ? 'there' : 'absent';
}

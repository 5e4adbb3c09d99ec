import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import { squaredCv } from '#model/service-time.js';
import { type Fix, setOnCall, timeText } from '../fix.js';
import type { Outlast } from './patience.js';

/** Of the caller's patience: the rest is for the caller's own work and the way. */
const SHARE_OF_PATIENCE = 0.8;
/** Seconds, where nothing is known of how long the other side takes. */
const FIRST_GUESS = 2;

/**
 * All attempts together end before the caller gives up: each gets less time, or, where less would cut off answers that come,
 * there are fewer of them.
 */
export function withinPatience(model: DesignModel, { call, attempts, patience }: Outlast): Fix | undefined {
  const to = call.visit.component;
  const seconds = (patience * SHARE_OF_PATIENCE) / (call.retries + 1);
  if (seconds >= longest(model, call, 3)) {
    const timeout = timeText(seconds);
    return { title: `Give each attempt at "${to}" ${timeout}`, edits: [setOnCall(call, 'timeout', timeout)] };
  }
  const tries = attempts === 'all' && call.timeout !== undefined ? Math.floor(patience / call.timeout) : 0;
  return tries < 1 ? undefined : { title: `Try "${to}" ${times(tries)}`, edits: [setOnCall(call, 'retries', tries - 1)] };
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** A timeout well above what the call takes, as far as that is known. */
export function endWaiting(model: DesignModel, call: Call): Fix {
  const long = longest(model, call, 6);
  const timeout = timeText(Number.isFinite(long) && long > 0 ? Math.max(long, 0.1) : FIRST_GUESS);
  return { title: `Give up on "${call.visit.component}" after ${timeout}`, edits: [setOnCall(call, 'timeout', timeout)] };
}

/** Mean and so many standard deviations of the work behind a call, in seconds; 0 where that is not known. */
function longest(model: DesignModel, call: Call, deviations: number): number {
  const target = model.components.get(call.visit.component);
  const time = call.time ?? (target !== undefined && 'time' in target ? target.time : undefined);
  return time === undefined ? 0 : time.mean * (1 + deviations * Math.sqrt(squaredCv(time)));
}

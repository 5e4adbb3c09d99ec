import type { Component } from '#model/component.js';
import type { Call } from '#model/flow.js';
import type { HoldDraft } from '../calls/tables.js';
import type { StationSpec } from './station-spec.js';
import type { Frame } from './visits.js';

const PASSES_ON: ReadonlySet<Component['is']> = new Set(['load-balancer', 'api-gateway', 'reverse-proxy']);

/** A connection that stays open after the call: where it ends, and the balancers that pass it on. */
export function holdSpec(call: Call, station: number, frame: Frame, specs: readonly StationSpec[]): HoldDraft {
  const through: { station: number; depth: number }[] = [];
  const path = frame.path.length > 0 && frame.path.at(-1) === frame.station ? frame.path : [...frame.path, frame.station];
  for (let i = path.length - 1; i >= 0 && PASSES_ON.has(specs[path[i]!]!.component.is); i--) {
    through.push({ station: path[i]!, depth: path.length - 1 - i });
  }
  return { seconds: call.hold!, station, through, flow: frame.back === true ? -1 : frame.flow, call: call.id };
}

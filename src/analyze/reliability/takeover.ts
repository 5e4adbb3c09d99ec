import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { FlowId } from '#model/ids.js';
import { ownFlows, targetsOf } from '../analysis.js';
import { accessesOf, gatingOf } from './gating.js';
import { switchTime } from './placement.js';

/** A switch that a flow waits for, against the time within which it must be back; `takes` is undefined where it is not said. */
export type Takeover = {
  readonly component: Component;
  readonly flow: FlowId;
  readonly takes: number | undefined;
  readonly within: number;
};

/** Switches to a stand-in that are slower than a flow that must survive allows, or whose time is not said. */
export function slowTakeovers(model: DesignModel): readonly Takeover[] {
  return ownFlows(model).flatMap((flow) => {
    const times = targetsOf(model, flow.id).flatMap(({ survives, within }) =>
      survives !== undefined && within !== undefined ? [within as number] : [],
    );
    if (times.length === 0) return [];
    const within = Math.min(...times);
    return [...accessesOf(gatingOf(model, flow), flow)].flatMap(([id, accesses]) => {
      const component = model.components.get(id);
      if (component === undefined || !accesses.some(({ switching }) => switching)) return [];
      const takes = switchTime(component);
      return takes === undefined || takes > within ? [{ component, flow: flow.id, takes, within }] : [];
    });
  });
}

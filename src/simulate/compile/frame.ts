import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { Instances, Stations } from '../kernel/program.js';
import type { Code, Label } from './code.js';
import type { Copying } from './copies-known.js';
import type { KeyDraft } from './key-draft.js';
import type { MessageDrafts } from './messaging.js';
import type { StationSpec } from './station-spec.js';

/** Where in the tree code is being emitted: the open visit, what chose its instance, and where a failure goes. */
export type Frame = {
  readonly flow: number;
  readonly depth: number;
  readonly station: number;
  /** Components from the root to here. */
  readonly path: readonly number[];
  /** The nearest balancer upstream. */
  readonly balancer: Component | undefined;
  readonly fail: Label;
  /** Whether steps of the flow are taken back here: that reaches none of its targets. */
  readonly back?: boolean | undefined;
};

export type Design = {
  readonly specs: readonly StationSpec[];
  readonly stations: Stations;
  readonly instances: Instances;
  readonly code: Code;
  readonly messages: MessageDrafts;
  readonly model: DesignModel;
  readonly keys: KeyDraft;
  readonly copying: Copying;
};

/** A further step of a transaction, on the slot that its first one holds. */
export type Further = {
  readonly call: Call;
  /** Emits something that is done where the step is. */
  readonly perhaps: (emit: () => void) => void;
};

/** Emits code that runs in a token of its own, at the label. */
export type Deferred = (label: Label, frame: Frame, emit: (frame: Frame) => void) => void;

/** What emits the visits of single instances, as the visits of stores need it. */
export type OneVisit = {
  readonly open: (call: Call, station: number, frame: Frame, pick: number, inner: (frame: Frame) => void) => number;
  readonly site: (
    call: Call,
    station: number,
    frame: Frame,
    rest: { readonly pick: number; readonly after: Label; readonly leave: Label; readonly queue: number },
  ) => number;
  readonly plainResult: (frame: Frame, station: number) => void;
};

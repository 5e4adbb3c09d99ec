import type { FlowId } from '#model/ids.js';

/** A circuit breaker: every instance of `from` has one of its own before `to`. */
export type BreakerSpec = {
  readonly from: number;
  readonly to: number;
  /** Share of failures at which it opens. */
  readonly at: number;
  /** Seconds that the share is taken over; `Infinity`: it is taken over the latest calls, however old. */
  readonly over: number;
  /** Seconds it stays open before it lets probes through. */
  readonly open: number;
  /** Calls that must be in the window before the share is judged. */
  readonly calls: number;
};

/** A budget for retries: every instance of `from` has its own. `share`: retries it adds at most, as a share of its calls. */
export type BudgetSpec = { readonly from: number; readonly share: number };

/** Connections that stay open after a call. */
export type HoldSpec = {
  readonly seconds: number;
  /** Component that holds them, and the depth below the call's frame at which its instance stands. */
  readonly station: number;
  /** Components that pass them on: each holds one as well. */
  readonly through: readonly { readonly station: number; readonly depth: number }[];
  /** The call they come from; no flow of its own where something is taken back. */
  readonly flow: FlowId | undefined;
  readonly call: number;
};

/** The same while the flows are not numbered to their end. */
export type HoldDraft = Omit<HoldSpec, 'flow'> & { readonly flow: number };

/** What is taken back when something fails: the registers that count what was done, and the code that takes all of it back. */
export type UndoSpec = { readonly registers: readonly number[]; readonly code: number };

/** What the calls of a design do besides asking and waiting. */
export type CallTables = {
  readonly breakers: readonly BreakerSpec[];
  readonly budgets: readonly BudgetSpec[];
  readonly holds: readonly HoldSpec[];
  readonly undos: readonly UndoSpec[];
  /** Registers that count steps which can be taken back: side-by-side work adds its own to those of who waits for it. */
  readonly undoRegisters: Int32Array;
};

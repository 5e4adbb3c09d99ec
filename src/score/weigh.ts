import type { Evidence } from '#analyze/finding.js';
import type { Verdict } from './card.js';
import type { ReasonCode } from './reason.js';

/** What a check says about one part of an item, before it is worth anything: `share` of the part's points is earned. */
export type Part = {
  readonly part: string;
  readonly verdict: Verdict;
  /** 0..1; only a failed part may earn something in between. */
  readonly share: number;
  /** How much it weighs among the parts of its item. */
  readonly weight: number;
  readonly reason: ReasonCode;
  readonly data: Evidence;
};

const part = (name: string, verdict: Verdict, share: number, reason: ReasonCode, data: Evidence): Part => ({
  part: name,
  verdict,
  share,
  weight: 1,
  reason,
  data,
});

export const pass = (name: string, reason: ReasonCode, data: Evidence = {}): Part => part(name, 'pass', 1, reason, data);
export const fail = (name: string, reason: ReasonCode, data: Evidence = {}, share = 0): Part => part(name, 'fail', share, reason, data);
export const missing = (name: string, reason: ReasonCode, data: Evidence = {}): Part => part(name, 'missing', 0, reason, data);
export const notEvaluated = (name: string, reason: ReasonCode, data: Evidence = {}): Part => part(name, 'not-evaluated', 0, reason, data);

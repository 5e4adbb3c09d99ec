import type { Dive, Reply, SheetId, Trial } from './session.js';
import type { StepId } from './steps.js';

/** Everything that can happen in an interview. What needs the world (time, files, the simulator) comes in as data. */
export type InterviewEvent =
  /** Time went by, in whole seconds. */
  | { readonly type: 'tick'; readonly seconds: number }
  /** The text in the field, not sent yet. */
  | { readonly type: 'draft'; readonly text: string }
  /**
   * On to the next step. The one that is left is done if something was entered in it, else skipped; `done` says so of work that
   * stands in the design file.
   */
  | { readonly type: 'next'; readonly done?: boolean }
  | { readonly type: 'skip' }
  | { readonly type: 'go'; readonly to: StepId; readonly done?: boolean }
  | { readonly type: 'hint'; readonly text: string }
  | { readonly type: 'ask'; readonly question: string; readonly replies: readonly Reply[] }
  | { readonly type: 'add line'; readonly sheet: SheetId; readonly text: string }
  | { readonly type: 'change line'; readonly sheet: SheetId; readonly index: number; readonly text: string }
  | { readonly type: 'remove line'; readonly sheet: SheetId; readonly index: number }
  /** Another design file, from now on. */
  | { readonly type: 'design file'; readonly path: string }
  /** The program wrote into the design file. */
  | { readonly type: 'wrote'; readonly written: readonly { readonly section: string; readonly name: string; readonly line: string }[] }
  | { readonly type: 'said'; readonly who: 'interviewer' | 'program'; readonly text: string }
  | { readonly type: 'dives chosen'; readonly dives: readonly Dive[] }
  | { readonly type: 'dive answered'; readonly id: string; readonly text: string }
  | { readonly type: 'trials chosen'; readonly trials: readonly Trial[] }
  | { readonly type: 'predicted'; readonly id: string; readonly prediction: NonNullable<Trial['prediction']> }
  | { readonly type: 'ran'; readonly id: string; readonly result: NonNullable<Trial['result']> };

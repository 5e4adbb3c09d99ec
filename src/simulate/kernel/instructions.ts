/**
 * What a token can be told to do. A token is one thread of a request: it walks through the instructions of its flow and stops
 * where it has to wait. `a` to `d` are the operands; `d` is the depth of the open visit where a token starts another one.
 */
export const OP = {
  /** The token ends and hands its outcome to who waits for it. */
  end: 0,
  /** Chooses an instance for site `a` and travels there. The whole visit where the component has no slots. */
  visit: 1,
  /** Asks for a slot of the chosen instance. */
  arrive: 2,
  /** Takes a message from the line of its consumers (site `a`). */
  consume: 3,
  /** Own work of site `a` ended. */
  worked: 4,
  /** Own work once more on the slot that is held (site `a`). */
  again: 5,
  /** Gives the slot of site `a` back. */
  leave: 6,
  /** Judges how call `a` ended: go on, try again, fall back or fail. */
  result: 7,
  /** Runs the code at `a` beside itself and waits for it, at most as long as timer `b` says. */
  attempt: 8,
  /** Runs branches `a` side by side and waits until `b` of them succeeded (0: all, whatever happens). */
  fork: 9,
  /** Runs the code at `a` as often as register `b` says, `c` at a time, and waits for all. */
  repeat: 10,
  /** Runs copies `a` of a store side by side. */
  copies: 11,
  /** Starts the code at `a` and does not wait. */
  spawn: 12,
  /** Goes on if condition `a` holds, else jumps to `c`. */
  when: 13,
  /** Draws a case of draw `a`. */
  draw: 14,
  /** Draws whether the keys of hit `a` are found. */
  hit: 15,
  /** Sets register `a` to zero. */
  clear: 16,
  /** Sets register `b` to a draw of varying number `a`; jumps to `c` when it is zero. */
  count: 17,
  /** Takes one from register `b` and jumps back to `c` while some are left. */
  next: 18,
  /** The handed-over part reached what target `a` waits for. */
  mark: 19,
  /** Stands still for pause `a`. */
  pause: 20,
  /** Goes on if queue `a` has room for a message, or once it has; else fails and jumps to `c`. */
  admit: 21,
  /** Asks breaker `a` before an attempt and keeps its pass in register `b`; rejected, it fails and jumps to `c`. */
  guard: 22,
  /** Tells breaker `a` how the attempt with the pass in register `b` ended. */
  judged: 23,
  /** Runs the code at `a` beside itself, and once more if that has not answered when timer `b` ends; component `c` is asked. */
  hedge: 24,
  /** A first attempt pays into retry budget `a`. */
  deposit: 25,
  /** The connection of hold `a` stays open. */
  hold: 26,
  /** A step is done that can be taken back: counts in register `a`. */
  done: 27,
  /** Takes back what undo `a` lists if its visit failed and jumps to `c`; `b` says what asks for it. */
  compensate: 28,
  /** Goes on, at component `a`, if register `b` counts steps to take back; else jumps to `c`. */
  undoing: 29,
  /** One step was taken back. */
  undone: 30,
} as const;

/** How a visit finds its instance. */
export const PICK = {
  only: 0,
  roundRobin: 1,
  random: 2,
  leastConnections: 3,
  weightedRoundRobin: 4,
  weightedLeastConnections: 5,
  leastResponseTime: 6,
  powerOfTwo: 7,
  leader: 8,
  anyCopy: 9,
  replica: 10,
  assigned: 11,
  active: 12,
} as const;

export const CONDITION = { register: 0, share: 1 } as const;

/** How something ended. Above `unknown` nobody can say whether the work was done. */
export const CAUSES = ['none', 'refused', 'limited', 'circuit-open', 'down', 'failed', 'reset', 'timeout', 'deadline'] as const;
export const CAUSE = {
  none: 0,
  /** A full line, queue or shedding instance turned it away. */
  refused: 1,
  /** A rate limit or a limit on connections did. */
  limited: 2,
  /** A circuit breaker did, without asking. */
  circuitOpen: 3,
  /** Nobody was there to ask. */
  down: 4,
  /** The work was done and failed. */
  failed: 5,
  /** The instance died while it worked. */
  reset: 6,
  timeout: 7,
  deadline: 8,
} as const;
export const FIRST_UNKNOWN = CAUSE.reset;

/** What a timer does when it ends: the attempt is given up, or a second one goes out. */
export const TIMER = { timeout: 0, hedge: 1 } as const;

export const UNLIMITED = 0x3fffffff;

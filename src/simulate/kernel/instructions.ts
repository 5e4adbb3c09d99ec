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
  /** Offers a message to its consumers, at place `a`. */
  consume: 3,
  /** Own work of site `a` ended. */
  worked: 4,
  /** Own work once more on the slot that is held (site `a`). */
  again: 5,
  /** Gives the slot of site `a` back. */
  leave: 6,
  /** Judges how call `a` ended: go on, try again, fall back or fail. */
  result: 7,
  /** What follows, up to instruction `a`, is an attempt: it is given up when timer `b` ends; component `c` is asked. */
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
  /** Asks the rate limit of site `a`: goes on at the instruction after the next, waits until the next, or is refused and jumps to `c`. */
  limit: 31,
  /** The wait for the rate limit of site `a` is over. */
  passed: 32,
  /** Takes one of the connections of the instance of site `a`, or is refused and jumps to `c`. */
  open: 33,
  /** Gives the connection back. */
  close: 34,
  /** Takes a connection of pool `a` of the instance held at depth `d`, or waits for one; without one it jumps to `c`. */
  borrow: 35,
  /** Gives the connection back. */
  giveBack: 36,
  /** The attempt is over. */
  attempted: 37,
  /** A token becomes a message that is offered at place `a`. */
  post: 44,
  /** The visit of a consumer of place `a` is over: its message is done, or comes again. */
  acknowledge: 45,
  /** The first messages of clock `a` are visible again. */
  expire: 46,
  /** Draws the lane of a message: draw `a`. */
  lane: 47,
  /** A write that tracker `a` follows begins. */
  written: 50,
  /** Copies of component `b` are told up to pause `a` later: one, or (`c`) all of the region. The write is in register `d`. */
  ship: 51,
  /** Goes on unless who was to tell died since: then jumps to `c` (tracker `a`, register `b`). */
  shipped: 52,
  /** A copy, held at depth `d`, has the write of tracker `a` in register `c`, or a piece of the work on it has ended: `b`, see {@link APPLIED}. */
  applied: 53,
  /** The writer of tracker `a` hears of the write in register `c`; `b`: that was the last piece of its own work on it. */
  acked: 54,
  /** Sends a write to the other regions, set `a`. */
  regions: 55,
  /** Copies of answers to tracker `a` were taken away, or put right (`b`), for the write in register `c`. */
  evicted: 56,
  /** Visits shards of component `c` side by side, branches `a`; the shard of each is in its register `b`. */
  scatter: 57,
  /** Draws a key of data `a`, by its popularity, or (`b` 1) evenly. */
  drawKey: 64,
  /** Looks the keys of lookup `a` up in the cache visited at depth `d`. */
  look: 65,
  /** Puts a copy into a cache (change `a`, at depth `d`), or takes it out. */
  put: 66,
  drop: 67,
  /** Before the fetch after a miss of lookup `a`: waits if somebody fetches the key, and jumps to `c` once it is there. */
  join: 68,
  /** The fetch for lookup `a` ended: a copy is there (if `b` says so), or it failed and jumps to `c`. */
  fill: 69,
  /** Fetches what lookup `b` found beside the request, with the code at `a`, if it is to be fetched anew and nobody does. */
  renew: 70,
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
  byUser: 13,
  holder: 14,
  /** An instance that runs, else a new one that has to start. */
  warm: 15,
} as const;

/** What is told of a write: a copy has it, and a piece of the work on it is over. */
export const APPLIED = { has: 1, over: 2 } as const;

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

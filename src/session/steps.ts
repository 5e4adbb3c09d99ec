/** The eight steps of an interview, in the order interviewers take them. */
export const STEP_IDS = ['requirements', 'estimates', 'interface', 'data', 'architecture', 'deep-dives', 'failures', 'report'] as const;
export type StepId = (typeof STEP_IDS)[number];

export type StepInfo = {
  readonly id: StepId;
  /** 1 to 8. */
  readonly number: number;
  readonly title: string;
  /** What the candidate is asked to do, in a sentence or two. */
  readonly aim: string;
  /** Its share of the time of the whole interview. */
  readonly share: number;
  /** Given one by one when asked for, after those of the problem. */
  readonly hints: readonly string[];
};

const about: Readonly<Record<StepId, Omit<StepInfo, 'id' | 'number'>>> = {
  requirements: {
    title: 'Requirements',
    aim: 'The brief is vague on purpose. Ask for what you need to know.',
    share: 0.125,
    hints: [
      'Who uses it, how many of them, and what are the two or three things they must be able to do?',
      'How much is read for each thing that is written, and how uneven is it over the day?',
      'How quick, how available, how fresh? What must never be lost, and for how long is it kept?',
    ],
  },
  estimates: {
    title: 'Estimates',
    aim: 'One quantity a line, with units; after "=" what it comes to, rounded as you like.',
    share: 0.125,
    hints: [
      'Start from people: users: 100M user. Then what each of them does: writes: users * 0.1 link/user/day = 116 /s',
      'You need at least the rate of reads, the rate of writes, and how much is stored after five years.',
      'A day has 86,400 seconds, nearly 100,000: a million a day is about 12 a second.',
    ],
  },
  interface: {
    title: 'Interface',
    aim: 'The calls a client makes: method, path, and which may safely be sent twice.',
    share: 0.1,
    hints: [
      'One endpoint a use case is enough: create: POST /links idempotent',
      'A client that sees a timeout sends the request again. What stops the second one from counting?',
    ],
  },
  data: {
    title: 'Data model',
    aim: 'What is kept: where, under which key, how it changes, what may be lost or stale.',
    share: 0.125,
    hints: [
      'One item a line: link in links key code item 500 B changes never loss none',
      'Choose the key from the most frequent read: which question must be answered by one look-up?',
    ],
  },
  architecture: {
    title: 'Architecture',
    aim: 'Draw it in the design file, in your own editor. Every save is read again.',
    share: 0.3,
    hints: [
      'Begin with the shortest path that answers one request, client to store. Add a part only when a number asks for it.',
      'Give each flow a rate from your estimates; then the utilisation shows which part is too small.',
      'For each part ask: what happens to its callers while it is gone, and while it is only slow?',
    ],
  },
  'deep-dives': {
    title: 'Deep dives',
    aim: 'The interviewer picks on what your design really does. Answer, then compare.',
    share: 0.2,
    hints: ['Say what a user sees, then why, then what it would cost to change it.'],
  },
  failures: {
    title: 'Failures and growth',
    aim: 'Say first what will happen; then it is run on your design, side by side.',
    share: 0.125,
    hints: ['Look at the utilisation first: what is busy today has no room for the load of the part that is gone.'],
  },
  report: {
    title: 'Report',
    aim: 'The score with its evidence, the load, and what you never asked.',
    share: 0.025,
    hints: [],
  },
};

export const STEPS: readonly StepInfo[] = STEP_IDS.map((id, index) => ({ id, number: index + 1, ...about[id] }));

export const stepInfo = (id: StepId): StepInfo => STEPS[STEP_IDS.indexOf(id)]!;

/** The step after `id`; the report is followed by itself. */
export const stepAfter = (id: StepId): StepId => STEP_IDS[Math.min(STEP_IDS.indexOf(id) + 1, STEP_IDS.length - 1)]!;

/** The step before `id`; the first is preceded by itself. */
export const stepBefore = (id: StepId): StepId => STEP_IDS[Math.max(STEP_IDS.indexOf(id) - 1, 0)]!;

import type { Problem } from '#score/problem.js';
import { answerQuestion, factsTold } from './answer.js';
import { newDesignText } from './design-file.js';
import { chooseDives } from './dives.js';
import type { Engines, Part, SheetRow, Study } from './engines/engines.js';
import type { InterviewEvent } from './events.js';
import { mergeReadable, placeOf } from './merge-readable.js';
import { type Session, SHEETS, type SheetId, type Trial } from './session.js';
import { readDataItem } from './sheets/data-item.js';
import { readEndpoint } from './sheets/endpoint.js';
import type { Entry, ReadLine } from './sheets/entry.js';
import { readEstimateLine } from './sheets/estimate.js';
import { step } from './step.js';
import { type StepId, stepInfo } from './steps.js';
import { chooseTrials, leavesOpen, NO_PREDICTION, readPrediction } from './trials.js';

/** The world outside, as the interview sees it. */
export type Ports = {
  /** The text of the design file; undefined when there is none yet, a sentence when there is one that cannot be read. */
  readonly readDesign: () => { readonly text: string } | { readonly problem: string } | undefined;
  /** Returns a sentence when it cannot be written. */
  readonly writeDesign: (text: string) => string | undefined;
  readonly save: (session: Session) => void;
};

/** A line of a sheet with what it means: the entries it makes, what it comes to, what is wrong with it. */
export type Row = {
  readonly text: string;
  readonly entries: readonly Entry[];
  readonly value?: string | undefined;
  readonly said?: SheetRow['said'];
  readonly note?: string | undefined;
};

const readers: Readonly<Record<SheetId, (line: string) => ReadLine>> = {
  estimates: readEstimateLine,
  interface: readEndpoint,
  data: readDataItem,
};

/**
 * One interview under way: applies events, asks the engines, keeps the design file in step with the sheets, and saves after every
 * event. What it is given in `ports` is its only way to the world.
 */
export class Interview {
  readonly problem: Problem;
  #session: Session;
  #study: Study | undefined;
  #problem: string | undefined;
  /** Why entries of the sheets were not put into the design, by `section.name`. */
  #refused: ReadonlyMap<string, string> = new Map();
  #judged: { readonly of: string; readonly parts: readonly Part[] } | undefined;
  readonly #engines: Engines;
  readonly #ports: Ports;
  readonly #listeners = new Set<() => void>();

  constructor(of: { problem: Problem; session: Session; engines: Engines; ports: Ports }) {
    this.problem = of.problem;
    this.#session = of.session;
    this.#engines = of.engines;
    this.#ports = of.ports;
  }

  get session(): Session {
    return this.#session;
  }

  /** The design as it stood in the file when it was last looked at. */
  get study(): Study | undefined {
    return this.#study;
  }

  /** Why the design file could not be read when it was last looked at; undefined when it could, or is not there yet. */
  get designProblem(): string | undefined {
    return this.#problem;
  }

  /** Calls `listener` after every event until the function it returns is called. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  send = (event: InterviewEvent): void => {
    const next = step(this.#session, event);
    if (next === this.#session) return;
    this.#session = next;
    this.#ports.save(next);
    for (const listener of this.#listeners) listener();
  };

  ask(question: string): void {
    this.send({ type: 'ask', question, replies: answerQuestion(this.problem.facts, factsTold(this.#session.asked), question) });
  }

  /** The next hint of the present step: those of the problem first. Undefined when there is none left. */
  get nextHint(): string | undefined {
    const { at, steps } = this.#session;
    const own = this.problem.hints.filter((hint) => hint.step === at).map((hint) => hint.text);
    return [...own, ...stepInfo(at).hints][steps[at].hints];
  }

  hint(): void {
    const text = this.nextHint;
    if (text !== undefined) this.send({ type: 'hint', text });
  }

  /** Reads every line of a sheet; what is wrong with one, or why it was not put into the design, stands in its `note`. */
  rows(sheet: SheetId, lines: readonly string[] = this.#session.sheets[sheet]): readonly Row[] {
    return this.#read(sheet, lines).map((row) => {
      // What was refused belongs to the line as it was then.
      const refused = this.#session.sheets[sheet].includes(row.text) ? row.entries.map((entry) => this.#refused.get(placeOf(entry))) : [];
      const note = row.note ?? refused.find((why) => why !== undefined);
      return note === undefined ? row : { ...row, note };
    });
  }

  #read(sheet: SheetId, lines: readonly string[]): readonly Row[] {
    const read = lines.map((text): Row => ({ text, ...readLine(readers[sheet](text)) }));
    if (sheet !== 'estimates') return read;
    const values = this.#engines.readSheet(lines);
    return read.map((row, i) => (row.note === undefined ? { ...row, ...values[i] } : row));
  }

  /** Leaves the step: its sheet goes into the design file, and what the next step needs is made ready. */
  move(how: { readonly type: 'next' } | { readonly type: 'skip' } | { readonly type: 'go'; readonly to: StepId }): void {
    const from = this.#session.at;
    if (SHEETS.some((sheet) => sheet === from)) this.writeSheets();
    const drawn = from === 'architecture' && (this.look()?.model?.flows.size ?? 0) > 0;
    this.send(drawn && how.type !== 'skip' ? { ...how, done: true } : how);
    this.enter();
  }

  /** Makes ready what the present step shows; called when it is entered and when a saved interview is taken up. */
  enter(): void {
    const at = this.#session.at;
    if (at === 'requirements') return;
    if (at === 'architecture' && this.#ports.readDesign() === undefined) this.#write(this.#newText());
    const study = this.look();
    if (at === 'deep-dives') this.send({ type: 'dives chosen', dives: chooseDives(study?.model, study?.findings ?? [], this.problem) });
    if (at === 'failures') this.send({ type: 'trials chosen', trials: chooseTrials(study?.model, this.problem) });
  }

  /** Reads the design file again. Returns the study, the same object when the text did not change. */
  look(): Study | undefined {
    const read = this.#ports.readDesign();
    this.#problem = read && 'problem' in read ? read.problem : undefined;
    const text = read && 'text' in read ? read.text : undefined;
    if (text === this.#study?.text) return this.#study;
    this.#study = text === undefined ? undefined : this.#engines.study(text);
    if (this.#session.at === 'architecture' && this.#study) this.send({ type: 'said', who: 'program', text: summary(this.#study) });
    for (const listener of this.#listeners) listener();
    return this.#study;
  }

  /** Puts what the sheets say into the design file, and says what it left alone because it was written by hand. */
  writeSheets(): void {
    const entries = SHEETS.flatMap((sheet) =>
      this.#read(sheet, this.#session.sheets[sheet]).flatMap((row) =>
        row.note === undefined || row.value !== undefined ? row.entries : [],
      ),
    );
    const last = new Map(entries.map((entry) => [placeOf(entry), entry]));
    if (last.size === 0 && this.#session.written.length === 0) return;
    const read = this.#ports.readDesign();
    if (read && 'problem' in read) return this.#tell(`${read.problem} What the sheets say was not put there.`);
    const before = read?.text ?? this.#newText();
    const merged = mergeReadable(before, [...last.values()], this.#session.written);
    if (merged.text !== read?.text && !this.#write(merged.text)) return;
    this.#refused = merged.refused;
    this.send({ type: 'wrote', written: merged.written });
    for (const name of merged.kept) this.#tell(keptSentence(name));
    for (const [name, why] of merged.refused) this.#tell(refusedSentence(name, why));
  }

  /** Takes a prediction; returns a sentence instead when it names no outcome and no part, and the trial stays open. */
  predict(trial: Trial, text: string): string | undefined {
    const prediction = readPrediction(text, this.#study?.model?.components.keys() ?? []);
    if (prediction.fate === null && prediction.component === null && !leavesOpen(text)) return NO_PREDICTION;
    this.send({ type: 'predicted', id: trial.id, prediction });
    return undefined;
  }

  /** Runs a trial in the simulator on the design as it stands in the file. */
  run(trial: Trial): void {
    const model = this.look()?.model;
    const result = model
      ? this.#engines.tryOut(model, trial.what, trial.flow)
      : { fate: null, component: null, lines: [this.#problem ?? 'The design cannot be read as it stands, so nothing was run.'] };
    this.send({ type: 'ran', id: trial.id, result: { ...result, lines: [...result.lines] } });
  }

  /** The judgement of the design as it stands in the file: score with evidence, load, ladder. */
  judgement(): readonly Part[] {
    const text = this.look()?.text;
    if (text === undefined)
      return [{ title: 'The design', lines: [this.#problem ?? 'There is no design file, so nothing could be judged.'] }];
    const told = factsTold(this.#session.asked);
    const of = `${told.size} ${this.#session.level} ${text}`;
    // Facts are only ever added, so their number tells whether it is the same judgement.
    if (this.#judged?.of !== of) this.#judged = { of, parts: this.#engines.judge(text, this.#session.level, told) };
    return this.#judged.parts;
  }

  /** Writes the design file; where that fails it is told, and what was typed stays in the session. */
  #write(text: string): boolean {
    const problem = this.#ports.writeDesign(text);
    if (problem !== undefined) this.#tell(problem);
    return problem === undefined;
  }

  /** Says something once. */
  #tell(text: string): void {
    if (!this.#session.transcript.some((line) => line.text === text)) this.send({ type: 'said', who: 'program', text });
  }

  #newText(): string {
    const told = factsTold(this.#session.asked);
    return newDesignText(
      this.problem,
      this.problem.facts.filter((fact) => told.has(fact.id)).map((fact) => fact.answer),
    );
  }
}

const keptSentence = (name: string): string =>
  `Your file has its own ${name}: it stays as you wrote it, and the sheet's line was not put there.`;

const refusedSentence = (name: string, why: string): string =>
  `${name} stays in the sheet and was not put into your design, which would not read with it: ${why}.`.replace(/([.?])\.$/, '$1');

const readLine = (read: ReadLine): { entries: readonly Entry[]; note?: string } =>
  'problem' in read ? { entries: [], note: read.problem } : { entries: read.entries };

const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`;

/** What a save brought, in a line for the transcript. */
export function summary(study: Study): string {
  const errors = study.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  if (!study.model) return `The design cannot be read yet: ${count(errors, 'error')}.`;
  const size = `${count(study.model.components.size, 'component')}, ${count(study.model.flows.size, 'flow')}`;
  return `Read the design: ${size}, ${count(study.findings.length, 'finding')}.`;
}

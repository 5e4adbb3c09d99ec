import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Catalog, openCatalog } from '#catalog/catalog.js';
import { thisEngine } from '#catalog/engine.js';
import { LIMITS } from '#language/limits.js';
import type { Level } from '#score/level.js';
import { createEngines } from '#session/engines/create-engines.js';
import { Interview, type Ports } from '#session/interview.js';
import { newSession, type Session, sessionFromJson } from '#session/session.js';
import { step } from '#session/step.js';
import { STEP_IDS } from '#session/steps.js';
import { lockSession } from '#store/lock.js';
import { SessionFolder } from '#store/sessions.js';
import { stateFolder } from '#store/state-folder.js';
import { writeWhole } from '#store/whole-file.js';
import type { Io } from '../io.js';
import { createSaver } from './saver.js';

export type OpenOptions = {
  readonly fresh?: boolean | undefined;
  readonly file?: string | undefined;
  readonly level?: Level | undefined;
  readonly poll?: boolean | undefined;
};

export type OpenInterview = {
  readonly interview: Interview;
  readonly close: () => void;
  readonly trouble: () => string | undefined;
};

export type Card = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly saved: { readonly step: number; readonly finished: boolean } | undefined;
};

/** Where interviews are begun, taken up and put away: the catalog on one side, the saved sessions and the design file on the other. */
export class Desk {
  readonly #catalog: Catalog = openCatalog();
  readonly #sessions: SessionFolder<Session>;
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
    this.#sessions = new SessionFolder(stateFolder(io.env), sessionFromJson);
  }

  /** Sentences about saved files that could not be read. */
  get notes(): readonly string[] {
    return this.#sessions.notes;
  }

  problemIds = (): Promise<readonly string[]> => this.#catalog.problemIds();

  /** Throws what the catalog says of an unknown problem. */
  async look(problem: string): Promise<void> {
    await this.#catalog.problem(problem);
  }

  /** The problem of the newest interview that is not finished. */
  get unfinished(): string | undefined {
    return this.#sessions.all().findLast(({ session }) => !session.finished)?.session.problem;
  }

  async cards(): Promise<readonly Card[]> {
    const saved = this.#sessions.all();
    const ids = await this.#catalog.problemIds();
    return Promise.all(
      ids.map(async (id) => {
        const { value } = await this.#catalog.problem(id);
        const last = saved.findLast(({ session }) => session.problem === id)?.session;
        const standing = last && { step: STEP_IDS.indexOf(last.at) + 1, finished: last.finished };
        return { id, title: value.title, summary: value.summary, minutes: value.minutes[last?.level ?? 'senior'], saved: standing };
      }),
    );
  }

  /**
   * Takes up the last interview of a problem, a finished one at its report, or begins one. Returns a sentence when another program has it open. Throws what the catalog says of an unknown problem.
   */
  async open(problem: string, { fresh = false, file, level }: OpenOptions = {}): Promise<OpenInterview | string> {
    await this.#catalog.problem(problem);
    const found = fresh ? undefined : this.#sessions.latest(problem);
    const path = found?.file ?? this.#sessions.newFile(problem, stamp());
    const lock = lockOf(path);
    if (typeof lock === 'string') return lock;
    if (typeof lock !== 'function')
      return `This interview is open in another window (process ${lock.pid}). Go on there, or begin anew with --new.`;
    const design = file === undefined ? undefined : isAbsolute(file) ? file : join(this.#io.cwd, file);
    const begun =
      found?.session ??
      newSession({ id: stamp(), problem, design: design ?? join(this.#io.cwd, `${problem}.yaml`), ...(level && { level }) });
    // A design file that was named now wins over the one the interview began with.
    const session = design === undefined ? begun : step(begun, { type: 'design file', path: design });
    const saver = createSaver((text) => this.#sessions.save(path, text));
    const interview: Interview = await this.interview(session, { ...filePorts(() => interview.session.design), save: saver.save });
    saver.save(session);
    interview.enter();
    const close = () => {
      saver.flush();
      lock();
    };
    return { interview, close, trouble: saver.trouble };
  }

  /** An interview on whatever ports, with the engines of its problem. */
  async interview(session: Session, ports: Ports): Promise<Interview> {
    const [problem, rubric, ladder] = await Promise.all([
      this.#catalog.problem(session.problem),
      this.#catalog.rubric(),
      this.#catalog.ladder(session.problem),
    ]);
    const engines = createEngines({ assignment: { problem, rubric, level: session.level }, ladder, hashing: thisEngine() });
    return new Interview({ problem: problem.value, session, engines, ports });
  }
}

/** The lock of a session, or a sentence: the folder of the sessions may be read-only. */
function lockOf(path: string): ReturnType<typeof lockSession> | string {
  try {
    return lockSession(path);
  } catch (error) {
    return `Nothing can be saved as ${path} (${(error as NodeJS.ErrnoException).code}). Set SYSDRILL_HOME to a folder that can be written to.`;
  }
}

/** `20261120-051455`, in UTC: sorts by time. */
const stamp = (): string =>
  new Date()
    .toISOString()
    .replaceAll(/[-:]|\..*$/g, '')
    .replace('T', '-');

/** The design file as the interview sees it. What is there and cannot be read is never taken for missing, or it would be replaced. */
function filePorts(file: () => string): Pick<Ports, 'readDesign' | 'writeDesign'> {
  const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
  return {
    readDesign: () => {
      try {
        const bytes = readFileSync(file());
        if (bytes.length > LIMITS.bytes) return { problem: `${file()} is larger than ${LIMITS.bytes / 1024 / 1024} MiB: is it a design?` };
        return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
      } catch (error) {
        return codeOf(error) === 'ENOENT' ? undefined : { problem: `${file()} cannot be read (${codeOf(error)}).` };
      }
    },
    writeDesign: (text) => {
      try {
        writeWhole(file(), text);
        return undefined;
      } catch (error) {
        return `${file()} cannot be written (${codeOf(error)}).`;
      }
    },
  };
}

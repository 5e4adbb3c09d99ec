import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { RunJob } from '#simulate/jobs.js';
import type { RunReport } from '#simulate/simulate.js';
import { type Answer, type Beginning, type Order, type Runner, SHARED } from './runner.js';

/** The bundle that a thread runs: it stands beside this one where the program is built. */
const ENTRY = new URL('./simulation-worker.js', import.meta.url);

type Waiting = {
  readonly id: number;
  readonly job: RunJob;
  readonly done: (report: RunReport) => void;
  readonly failed: (error: Error) => void;
};

/**
 * Makes runs on threads of their own, each the next that waits. `undefined` where the program is not built, or where no thread can be
 * started. `text`: the design, which every thread reads for itself.
 */
export async function threads(text: string, flows: readonly string[] | undefined, count: number): Promise<Runner | undefined> {
  if (!existsSync(fileURLToPath(ENTRY))) return undefined;
  const pool = new Pool(text, flows, count);
  if (await pool.started()) return pool;
  pool.close();
  return undefined;
}

class Pool implements Runner {
  private readonly places: Int32Array;
  private readonly workers: Worker[];
  private readonly idle: number[] = [];
  private readonly busy = new Map<number, Waiting>();
  private waiting: Waiting[] = [];
  private all = 0;
  private done = 0;

  constructor(text: string, flows: readonly string[] | undefined, count: number) {
    const shared = new SharedArrayBuffer(4 * (SHARED.first + count));
    this.places = new Int32Array(shared);
    this.workers = Array.from({ length: count }, (_, thread) => {
      const workerData: Beginning = { text, flows, shared, thread };
      const worker = new Worker(ENTRY, { workerData });
      worker.on('message', (answer: Answer) => this.answered(thread, answer));
      worker.on('error', (error) => this.lost(thread, error));
      return worker;
    });
  }

  /** Whether the threads run. */
  async started(): Promise<boolean> {
    const begun = await Promise.all(
      this.workers.map(
        (worker) =>
          new Promise<boolean>((resolve) => {
            worker.once('online', () => resolve(true));
            worker.once('error', () => resolve(false));
          }),
      ),
    );
    this.workers.forEach((_, thread) => {
      this.idle.push(thread);
    });
    return begun.every(Boolean);
  }

  readonly run = (jobs: readonly RunJob[]): Promise<RunReport[]> => {
    this.all = jobs.length;
    this.done = 0;
    const runs = jobs.map((job, id) => new Promise<RunReport>((done, failed) => this.waiting.push({ id, job, done, failed })));
    this.handOut();
    return Promise.all(runs);
  };

  readonly share = (): number => {
    let parts = 0;
    for (const thread of this.busy.keys()) parts += Atomics.load(this.places, SHARED.first + thread);
    return this.all === 0 ? 0 : (this.done + parts / SHARED.parts) / this.all;
  };

  readonly stop = (): void => {
    Atomics.store(this.places, SHARED.stop, 1);
  };

  readonly close = (): void => {
    for (const worker of this.workers) void worker.terminate();
  };

  private handOut(): void {
    while (this.idle.length > 0 && this.waiting.length > 0) {
      const thread = this.idle.shift()!;
      const next = this.waiting.shift()!;
      this.busy.set(thread, next);
      const order: Order = { id: next.id, job: next.job };
      this.workers[thread]!.postMessage(order);
    }
  }

  private answered(thread: number, answer: Answer): void {
    const asked = this.busy.get(thread);
    if (asked === undefined) return;
    this.busy.delete(thread);
    this.done++;
    if ('report' in answer) asked.done(answer.report);
    else asked.failed(new Error(answer.error));
    this.idle.push(thread);
    this.handOut();
  }

  private lost(thread: number, error: Error): void {
    this.busy.get(thread)?.failed(error);
    this.busy.delete(thread);
    for (const { failed } of this.waiting) failed(error);
    this.waiting = [];
  }
}

import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '#base/invariant.js';
import { readDesign } from '#language/read-design.js';
import { prepare, runAt } from '#simulate/simulate.js';
import { type Answer, type Beginning, type Order, SHARED } from './runner.js';

/** A thread of its own that makes runs of one design: it reads the text once, and then one order after another. */
const { text, flows, shared, thread } = workerData as Beginning;
const { model } = readDesign(text);
invariant(model !== undefined, 'a design is simulated in a thread only after it was read');
const prepared = prepare(model, { flows });
const places = new Int32Array(shared);

const stop = (): boolean => Atomics.load(places, SHARED.stop) === 1;
const onProgress = (share: number): void => {
  Atomics.store(places, SHARED.first + thread, Math.floor(share * SHARED.parts));
};

parentPort?.on('message', ({ id, job }: Order) => {
  let answer: Answer;
  try {
    answer = { id, report: runAt(prepared, { ...job.options, stop, onProgress }, job.at) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  onProgress(0);
  parentPort?.postMessage(answer);
});

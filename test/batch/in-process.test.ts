import { expect, test } from 'vitest';
import { inProcess } from '#batch/in-process.js';
import type { Intake } from '#batch/job.js';
import type { FailedRow, GradeRow } from '#score/report.js';

const row = (file: string, code: string): FailedRow => ({
  file,
  status: 'error',
  problem: undefined,
  level: 'senior',
  code,
  reason: code,
  diagnostics: [],
});

async function* three(): AsyncIterable<Intake> {
  yield { job: { file: 'a', text: 'fine' } };
  yield { row: row('b', 'file/missing') };
  yield { job: { file: 'c', text: 'bad' } };
  yield { job: { file: 'd', text: 'fine' } };
}

async function all(rows: AsyncIterable<GradeRow>): Promise<string[]> {
  const found: string[] = [];
  for await (const one of rows) found.push(`${one.file} ${one.status === 'ok' ? '' : one.code}`);
  return found;
}

test('a job that throws is a row, and the others go on in order', async () => {
  const grade = async ({ file, text }: { file: string; text: string }): Promise<GradeRow> => {
    if (text === 'bad') throw new Error('boom');
    return row(file, 'graded');
  };
  const rows = inProcess(three(), grade, ({ file }, error) => row(file, `bug ${(error as Error).message}`));
  expect(await all(rows)).toEqual(['a graded', 'b file/missing', 'c bug boom', 'd graded']);
});

test('jobs are taken one at a time, as they are asked for', async () => {
  let taken = 0;
  async function* counted(): AsyncIterable<Intake> {
    for (const file of ['a', 'b', 'c']) {
      taken++;
      yield { job: { file, text: '' } };
    }
  }
  const rows = inProcess(
    counted(),
    async ({ file }) => row(file, 'graded'),
    ({ file }) => row(file, 'bug'),
  );
  for await (const one of rows) {
    expect(one.file).toBe('a');
    break;
  }
  expect(taken).toBe(1);
});

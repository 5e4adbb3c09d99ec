import { describe, expect, test } from 'vitest';
import { beginInterview } from '../helpers/interview.js';

describe('the sheets and the design file', () => {
  test('a sheet goes into the file when its step is left, and not before', async () => {
    const { interview, world } = await beginInterview();
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'add line', sheet: 'estimates', text: 'users: 5M user' });
    expect(world.file).toBeUndefined();
    interview.move({ type: 'next' });
    expect(world.file).toContain('\n  users: 5M user\n');
  });

  test('what was told stands above the skeleton', async () => {
    const { interview, world } = await beginInterview();
    interview.ask('How fast must it be?');
    interview.move({ type: 'go', to: 'architecture' });
    expect(world.file?.split('\n')[1]).toBe('# - A redirect must not be felt. 100 ms for 99 in 100, measured where our servers answer.');
  });

  test('a line that cannot be computed is not put there; the others are', async () => {
    const { interview, world } = await beginInterview();
    interview.move({ type: 'go', to: 'estimates' });
    for (const text of ['users: 5M user', 'writes: usres * 2 / day']) interview.send({ type: 'add line', sheet: 'estimates', text });
    interview.move({ type: 'next' });
    expect(world.file).toContain('users: 5M user');
    expect(world.file).not.toContain('usres');
  });

  test('what was changed by hand stays, and is said once', async () => {
    const { interview, world } = await beginInterview();
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'add line', sheet: 'estimates', text: 'users: 5M user' });
    interview.move({ type: 'next' });
    world.file = world.file?.replace('5M user', '7M user # measured');
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'change line', sheet: 'estimates', index: 0, text: 'users: 6M user' });
    interview.move({ type: 'next' });
    interview.move({ type: 'next' });
    expect(world.file).toContain('7M user # measured');
    const said = interview.session.transcript.filter((line) => line.text.includes('estimates.users'));
    expect(said).toHaveLength(1);
  });
});

describe('a line that the design would not read with', () => {
  const design =
    'sysdrill: 1\ntitle: mine\ncomponents: { web: { is: client }, api: { is: service, time: 5ms }, links: { is: database } }\nflows: { read: { rate: 10 /s, path: [web -> api -> links] } }\n';

  test('stays in the sheet with what the reader says; the others are put there', async () => {
    const { interview, world } = await beginInterview(design);
    interview.move({ type: 'go', to: 'data' });
    for (const text of ['link in links key code', 'click in nowhere']) interview.send({ type: 'add line', sheet: 'data', text });
    interview.move({ type: 'next' });
    expect(world.file).toContain('link: { in: links, key: code }');
    expect(world.file).not.toContain('nowhere');
    expect(interview.study?.model?.data.size).toBe(1);
    expect(interview.rows('data').map((row) => row.note)).toEqual([undefined, 'There is no component "nowhere"']);
    expect(interview.session.transcript.at(-2)?.text).toBe(
      'data.click stays in the sheet and was not put into your design, which would not read with it: There is no component "nowhere".',
    );
  });

  test('leaves what it was before, and is put there once it reads', async () => {
    const { interview, world } = await beginInterview(design);
    interview.move({ type: 'go', to: 'data' });
    interview.send({ type: 'add line', sheet: 'data', text: 'link in links' });
    interview.move({ type: 'go', to: 'data' });
    interview.move({ type: 'go', to: 'interface' });
    interview.move({ type: 'go', to: 'data' });
    interview.send({ type: 'change line', sheet: 'data', index: 0, text: 'link in others' });
    interview.move({ type: 'next' });
    expect(world.file).toContain('link: { in: links }');
    world.file = world.file?.replace('links: { is: database }', 'links: { is: database }, others: { is: database }');
    interview.writeSheets();
    expect(world.file).toContain('link: { in: others }');
    expect(interview.rows('data')[0]?.note).toBeUndefined();
  });

  test('also where it breaks what stands elsewhere', async () => {
    const used = `${design}estimates: {}\n`;
    const { interview, world } = await beginInterview(used);
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'add line', sheet: 'estimates', text: 'reads: 10 /s' });
    interview.move({ type: 'next' });
    world.file = world.file?.replace('rate: 10 /s', 'rate: reads');
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'change line', sheet: 'estimates', index: 0, text: 'reads: 10 GB' });
    interview.move({ type: 'next' });
    expect(world.file).toContain('reads: 10 /s');
    interview.send({ type: 'remove line', sheet: 'estimates', index: 0 });
    interview.writeSheets();
    expect(world.file).toContain('reads: 10 /s');
    expect(interview.study?.model).toBeDefined();
  });

  test('may name what is still to be drawn while nothing is', async () => {
    const { interview, world } = await beginInterview();
    interview.move({ type: 'go', to: 'data' });
    interview.send({ type: 'add line', sheet: 'data', text: 'link in links' });
    interview.move({ type: 'next' });
    expect(world.file).toContain('link: { in: links }');
  });
});

describe('a design file that is there and cannot be used', () => {
  test('is told and not replaced', async () => {
    const { interview, world } = await beginInterview('mine');
    world.unreadable = 'It is too large.';
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'add line', sheet: 'estimates', text: 'users: 5M user' });
    interview.move({ type: 'go', to: 'architecture' });
    expect(world.file).toBe('mine');
    expect(interview.designProblem).toBe('It is too large.');
    expect(interview.session.transcript.map((line) => line.text)).toContain('It is too large. What the sheets say was not put there.');
    expect(interview.judgement()[0]?.lines).toEqual(['It is too large.']);
  });

  test('when the disk is full the sheet stays in the session, and is written when there is room again', async () => {
    const { interview, world } = await beginInterview();
    world.full = true;
    interview.move({ type: 'go', to: 'estimates' });
    interview.send({ type: 'add line', sheet: 'estimates', text: 'users: 5M user' });
    interview.move({ type: 'next' });
    expect(interview.session.transcript.map((line) => line.text)).toContain('The disk is full.');
    world.full = false;
    interview.move({ type: 'next' });
    expect(world.file).toContain('users: 5M user');
  });
});

describe('the steps after the design', () => {
  test('ask about what the design does, and try what it has', async () => {
    const { interview, reference } = await beginInterview();
    const other = (await beginInterview(reference('fair'))).interview;
    other.move({ type: 'go', to: 'deep-dives' });
    expect(other.session.dives).toHaveLength(5);
    expect(other.session.dives.some((dive) => dive.id.startsWith('probe/replica-read'))).toBe(true);
    other.move({ type: 'go', to: 'failures' });
    expect(other.session.trials.map((trial) => trial.what.kind)).toContain('zone');
    interview.move({ type: 'go', to: 'failures' });
    expect(interview.session.trials).toEqual([]);
  });

  test('the report judges the file, places it on the ladder, and tells what was never asked', async () => {
    const { reference } = await beginInterview();
    const { interview } = await beginInterview(reference('strong'));
    interview.ask('How fast must it be?');
    interview.move({ type: 'go', to: 'report' });
    const parts = interview.judgement();
    expect(parts.map((part) => part.title)).toEqual(expect.arrayContaining(['Score', 'Beside the reference designs']));
    expect(parts.find((part) => part.title === 'Score')?.lines.join('\n')).toContain('facts-asked, peak: never asked');
    expect(parts.find((part) => part.title.startsWith('Beside'))?.lines.map((line) => line.trim().split(/\s+/).at(-1))).toContain('yours');
  });

  test('a design that does not read is no end: its errors are the report', async () => {
    const { interview } = await beginInterview('sysdrill: [');
    interview.move({ type: 'go', to: 'report' });
    expect(interview.judgement()[0]?.lines.join(' ')).toContain('cannot be read');
  });
});

test('a design that was drawn makes the step done, an empty file does not', async () => {
  const { reference } = await beginInterview();
  for (const [design, state] of [
    [reference('fair'), 'done'],
    [undefined, 'skipped'],
  ] as const) {
    const { interview } = await beginInterview(design);
    interview.move({ type: 'go', to: 'architecture' });
    interview.move({ type: 'next' });
    expect(interview.session.steps.architecture.state).toBe(state);
  }
});

test('every event is saved, and what is saved goes on', async () => {
  const { interview, world } = await beginInterview();
  interview.ask('How fast must it be?');
  interview.send({ type: 'draft', text: 'and how' });
  const { interview: again } = await beginInterview(undefined, world.saved.at(-1));
  expect(again.session).toEqual(interview.session);
  expect(again.session.draft).toBe('and how');
});

test('hints come from the problem first, one by one, until there are no more', async () => {
  const { interview } = await beginInterview();
  const own = interview.problem.hints.filter((hint) => hint.step === 'requirements').map((hint) => hint.text);
  expect(interview.nextHint).toBe(own[0]);
  for (let i = 0; i < 20; i++) interview.hint();
  expect(interview.nextHint).toBeUndefined();
  expect(interview.session.steps.requirements.hints).toBeLessThan(20);
});

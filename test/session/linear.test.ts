import { describe, expect, test } from 'vitest';
import { Linear } from '#session/linear.js';
import { beginInterview } from '../helpers/interview.js';

async function begin(design?: string) {
  const { reference } = await beginInterview();
  const { interview, world } = await beginInterview(design === undefined ? undefined : reference(design));
  const out: string[] = [];
  const linear = new Linear(interview, (line) => out.push(line));
  linear.open();
  /** What is said to a line. */
  const say = (line: string) => {
    out.length = 0;
    const effect = linear.handle(line);
    return { said: out.join('\n'), effect };
  };
  return { say, opened: out.join('\n'), interview, world };
}

describe('the interview as plain lines', () => {
  test('opens with the brief and the first step', async () => {
    const { opened } = await begin();
    expect(opened).toContain('turns long web addresses into short ones');
    expect(opened).toContain('Step 1 of 8: Requirements');
  });

  test('answers, hints, and goes on', async () => {
    const { say } = await begin();
    expect(say('How fast must it be?').said).toContain('100 ms');
    expect(say('').said).toBe('');
    expect(say('/hint').said).toMatch(/^Hint: /);
    expect(say('/next').said).toContain('Step 2 of 8: Estimates');
    expect(say('/back').said).toContain('You have asked 1 question so far.');
    expect(say('/go 4').said).toContain('Step 4 of 8: Data model');
    expect(say('/go Deep dives').said).toContain('Step 6 of 8');
    expect(say('/go lunch').said).toContain('There is no step "lunch"');
    expect(say('/dance').said).toContain('There is no command /dance.');
    expect(say('/quit').effect).toEqual({ type: 'quit' });
  });

  test('keeps sheets: what is wrong is not taken, lines can be changed and taken out', async () => {
    const { say, interview } = await begin();
    say('/go estimates');
    expect(say('users: 5 user').said).toBe('1. users: 5 user -> 5');
    expect(say('users 5').said).toContain('Not taken: Write it like');
    expect(say('/change 1 users: 6 user').said).toBe('1. users: 6 user -> 6');
    expect(say('/change 7 users: 6 user').said).toContain('Write it like /change 2');
    say('/remove 1');
    expect(interview.session.sheets.estimates).toEqual([]);
  });

  test('reads the design, says what it finds with its lines, and asks what has to be done outside', async () => {
    const { say } = await begin('weak');
    const { said } = say('/go architecture');
    expect(said).toMatch(/Line \d+, error: /);
    expect(said).toContain('Utilisation at peak: ');
    expect(say('/edit').effect).toEqual({ type: 'edit' });
    expect(say('/use other design.yaml').effect).toEqual({ type: 'use', path: 'other design.yaml' });
  });

  test('asks, compares, predicts and runs, one after the other to the end', async () => {
    const { say, interview } = await begin('weak');
    say('/go deep-dives');
    const count = interview.session.dives.length;
    for (let i = 0; i < count - 1; i++) expect(say('It depends.').said).toContain('A good answer has: ');
    expect(say('It depends.').said).toContain('That was the last question.');
    expect(say('/next').said).toContain('Say: 1 holds, 2 slower, 3 some fail, 4 most fail');
    expect(say('hmpf').said).toBe('That names no outcome. Say 1 holds, 2 slower, 3 some fail or 4 most fail, and a part; or "no idea".');
    expect(interview.session.trials.every((trial) => trial.prediction === null && trial.result === null)).toBe(true);
    const { said } = say('4, db first');
    expect(said).toContain('You said: 4, db first');
    expect(said).toMatch(/Simulated: (holds|slower|some fail|most fail)/);
    expect(say('/skip').said).toContain('What you never asked, and needed');
    expect(say('/next').said).toBe('This is the last step.');
  });
});

import { unreachable } from '#base/invariant.js';
import { visible } from '#diagnostics/code-frame.js';
import type { Interview } from './interview.js';
import { COMMANDS, designLines, dive, diveQuestion, sheetLines, stepLines, trial, trialLines, trialQuestion } from './linear-text.js';
import { SHEETS, type SheetId } from './session.js';
import { STEPS, type StepId, stepBefore } from './steps.js';

/** What the caller has to do in the world after a line. */
export type Effect = { readonly type: 'edit' } | { readonly type: 'use'; readonly path: string } | { readonly type: 'quit' };

/**
 * The interview as plain lines, in and out: no boxes, no cursor. What is typed is a line; what begins with a slash is a command.
 * Serves the accessible mode and scripted runs alike.
 */
export class Linear {
  readonly #interview: Interview;
  readonly #write: (line: string) => void;

  constructor(interview: Interview, write: (line: string) => void) {
    this.#interview = interview;
    this.#write = (line) => write(visible(line));
  }

  /** Says where the interview stands. To be called once, before the first line. */
  open(): void {
    const { problem, session } = this.#interview;
    this.#interview.enter();
    this.#write(`${problem.title}. ${STEPS.length} steps; /help lists the commands.`);
    if (session.at === 'requirements') this.#brief();
    this.#step();
  }

  /** Takes one line. Returns what has to be done outside, if anything. */
  handle(line: string): Effect | undefined {
    const text = line.trim();
    if (text.startsWith('/')) return this.#command(text);
    this.#answer(text);
    return undefined;
  }

  /** To be called after the design was edited or replaced. */
  check(): void {
    this.#interview.look();
    for (const line of designLines(this.#interview.study, this.#interview.designProblem)) this.#write(line);
  }

  #command(text: string): Effect | undefined {
    const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
    switch (name) {
      case 'next':
      case 'skip':
        this.#move({ type: name });
        return undefined;
      case 'back':
        this.#move({ type: 'go', to: stepBefore(this.#interview.session.at) });
        return undefined;
      case 'go':
        return this.#go(rest);
      case 'hint':
        this.#write(this.#hint());
        return undefined;
      case 'brief':
        this.#brief();
        return undefined;
      case 'show':
        this.#step();
        return undefined;
      case 'change':
      case 'remove':
        this.#edit(name, rest);
        return undefined;
      case 'check':
        this.check();
        return undefined;
      case 'edit':
        return { type: 'edit' };
      case 'use':
        return { type: 'use', path: rest };
      case 'quit':
        return { type: 'quit' };
      default:
        this.#help(name);
        return undefined;
    }
  }

  #help(name: string): void {
    if (name !== 'help') this.#write(`There is no command /${name}.`);
    for (const [command, does] of COMMANDS) this.#write(`${command}: ${does}`);
  }

  #hint(): string {
    const hint = this.#interview.nextHint;
    this.#interview.hint();
    return hint === undefined ? 'No more hints for this step.' : `Hint: ${hint}`;
  }

  #brief(): void {
    this.#write('');
    this.#write(this.#interview.problem.brief.trim().replaceAll(/\s*\n\s*/g, ' '));
  }

  #go(where: string): undefined {
    const found = STEPS.find((one) => String(one.number) === where || one.id === where || one.title.toLowerCase() === where.toLowerCase());
    if (found) this.#move({ type: 'go', to: found.id });
    else this.#write(`There is no step "${where}". They are: ${STEPS.map((one) => `${one.number} ${one.id}`).join(', ')}.`);
  }

  #move(how: { readonly type: 'next' } | { readonly type: 'skip' } | { readonly type: 'go'; readonly to: StepId }): void {
    const { at, transcript } = this.#interview.session;
    this.#interview.move(how);
    const session = this.#interview.session;
    for (const line of session.transcript.slice(transcript.length)) if (line.who === 'program') this.#write(line.text);
    if (session.at === at) this.#write(`This is the ${at === 'report' ? 'last' : 'first'} step.`);
    else this.#step();
  }

  #step(): void {
    for (const line of stepLines(this.#interview)) this.#write(line);
  }

  #answer(text: string): void {
    const { at } = this.#interview.session;
    switch (at) {
      case 'requirements':
        return this.#ask(text);
      case 'estimates':
      case 'interface':
      case 'data':
        return this.#add(at, text);
      case 'architecture':
        return this.check();
      case 'deep-dives':
        return this.#dive(text);
      case 'failures':
        return this.#predict(text);
      case 'report':
        this.#write('This is the report. /quit ends, /go <step> goes back.');
        return;
      default:
        unreachable(at);
    }
  }

  #ask(text: string): void {
    if (text === '') return;
    this.#interview.ask(text);
    for (const reply of this.#interview.session.asked.at(-1)?.replies ?? []) this.#write(reply.text);
  }

  #add(sheet: SheetId, text: string): void {
    if (text === '') return;
    const problem = this.#interview.rows(sheet, [...this.#interview.session.sheets[sheet], text]).at(-1);
    if (problem && problem.entries.length === 0) {
      this.#write(`Not taken: ${problem.note}`);
      return;
    }
    this.#interview.send({ type: 'add line', sheet, text });
    this.#write(sheetLines(this.#interview, sheet).at(-1) ?? '');
  }

  #edit(how: 'change' | 'remove', rest: string): void {
    const sheet = SHEETS.find((one) => one === this.#interview.session.at);
    const [, number = '', text = ''] = /^(\d+)\s*([\s\S]*)$/.exec(rest) ?? [];
    const index = Number(number) - 1;
    if (!sheet || this.#interview.session.sheets[sheet][index] === undefined || (how === 'change' && text === '')) {
      this.#write(`Write it like /${how} 2${how === 'change' ? ' users: 5M user' : ''}, in a step with a sheet.`);
      return;
    }
    this.#interview.send(how === 'change' ? { type: 'change line', sheet, index, text } : { type: 'remove line', sheet, index });
    for (const line of sheetLines(this.#interview, sheet)) this.#write(line);
  }

  #dive(text: string): void {
    const open = dive(this.#interview.session);
    if (!open || text === '') return;
    this.#interview.send({ type: 'dive answered', id: open.id, text });
    this.#write(`A good answer has: ${open.listen.join('; ')}.`);
    this.#write(diveQuestion(this.#interview.session));
  }

  #predict(text: string): void {
    const open = trial(this.#interview.session);
    if (!open || text === '') return;
    const unclear = this.#interview.predict(open, text);
    if (unclear !== undefined) return this.#write(unclear);
    this.#interview.run(open);
    const ran = this.#interview.session.trials.find((one) => one.id === open.id);
    for (const line of ran ? trialLines(ran) : []) this.#write(line);
    this.#write(trialQuestion(this.#interview.session));
  }
}

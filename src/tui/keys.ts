/** Where a key means something. `any` is everywhere. */
export type Scope = 'any' | 'home' | 'steps' | 'interview' | 'field' | 'sheet' | 'scroll' | 'design';

export type Action =
  | 'quit'
  | 'quit now'
  | 'suspend'
  | 'help'
  | 'back'
  | 'next'
  | 'hint'
  | 'up'
  | 'down'
  | 'page up'
  | 'page down'
  | 'first'
  | 'last'
  | 'choose'
  | 'fresh'
  | 'edit'
  | 'check'
  | 'pane'
  | 'send'
  | 'line up'
  | 'line down';

export type Binding = {
  readonly action: Action;
  readonly scope: Scope;
  /** As matched: `ctrl+n`, `up`, `q`. */
  readonly keys: readonly string[];
  /** As shown. */
  readonly shown: string;
  /** For the footer: a word or two. Without it the key stands on the help sheet only. */
  readonly short?: string;
  /** For the help sheet and the manual. */
  readonly does: string;
  /** Also while a text field has the keyboard. Letters never are, but `?` is while the field is empty. */
  readonly inField: boolean;
};

/** The one table of keys: matching, footer, help sheet and manual all read it. */
export const KEYS: readonly Binding[] = [
  { action: 'send', scope: 'field', keys: ['return'], shown: 'Enter', short: 'send', does: 'send what stands in the field', inField: true },
  {
    action: 'line up',
    scope: 'sheet',
    keys: ['up'],
    shown: '↑↓',
    short: 'change',
    does: 'choose a line of the sheet to change; an empty one is taken out',
    inField: true,
  },
  { action: 'line down', scope: 'sheet', keys: ['down'], shown: '↓', does: 'the line below, or the new one', inField: true },
  {
    action: 'choose',
    scope: 'home',
    keys: ['return'],
    shown: 'Enter',
    short: 'open',
    does: 'open the problem, where you left it',
    inField: false,
  },
  { action: 'choose', scope: 'steps', keys: ['return'], shown: 'Enter', short: 'go there', does: 'go to the step', inField: false },
  {
    action: 'fresh',
    scope: 'home',
    keys: ['n'],
    shown: 'n',
    short: 'start anew',
    does: 'start the problem anew; the old interview is kept',
    inField: false,
  },
  {
    action: 'edit',
    scope: 'design',
    keys: ['e'],
    shown: 'e',
    short: 'edit',
    does: 'open the design in your editor ($VISUAL, else $EDITOR)',
    inField: false,
  },
  { action: 'check', scope: 'design', keys: ['r'], shown: 'r', short: 're-check', does: 'read the design again', inField: false },
  {
    action: 'pane',
    scope: 'design',
    keys: ['tab', 'left', 'right'],
    shown: 'Tab',
    short: 'other view',
    does: 'diagram, findings or utilisation',
    inField: false,
  },
  { action: 'up', scope: 'scroll', keys: ['up', 'k'], shown: '↑↓', short: 'move', does: 'up and down by a line', inField: false },
  { action: 'down', scope: 'scroll', keys: ['down', 'j'], shown: '↓', does: 'down by a line', inField: false },
  { action: 'page up', scope: 'scroll', keys: ['pageup', 'b'], shown: 'PgUp', does: 'up by a page', inField: false },
  { action: 'page down', scope: 'scroll', keys: ['pagedown', 'space'], shown: 'PgDn', does: 'down by a page', inField: false },
  { action: 'first', scope: 'scroll', keys: ['home', 'g'], shown: 'Home', does: 'to the beginning', inField: false },
  { action: 'last', scope: 'scroll', keys: ['end', 'G'], shown: 'End', does: 'to the end', inField: false },
  {
    action: 'next',
    scope: 'interview',
    keys: ['ctrl+n'],
    shown: 'Ctrl-N',
    short: 'next step',
    does: 'on to the next step; one without a word in it is skipped',
    inField: true,
  },
  { action: 'hint', scope: 'interview', keys: ['ctrl+t'], shown: 'Ctrl-T', short: 'hint', does: 'a hint', inField: true },
  {
    action: 'back',
    scope: 'any',
    keys: ['escape'],
    shown: 'Esc',
    short: 'back',
    does: 'back: to the list of steps, from there to the problems',
    inField: true,
  },
  {
    action: 'help',
    scope: 'any',
    keys: ['?'],
    shown: '?',
    short: 'keys',
    does: 'this sheet; in a text field while it is empty',
    inField: false,
  },
  {
    action: 'quit',
    scope: 'any',
    keys: ['q'],
    shown: 'q',
    short: 'quit',
    does: 'quit, outside text fields; everything is kept',
    inField: false,
  },
  {
    action: 'quit now',
    scope: 'any',
    keys: ['ctrl+c'],
    shown: 'Ctrl-C twice',
    does: 'quit from anywhere; everything is kept',
    inField: true,
  },
  { action: 'suspend', scope: 'any', keys: ['ctrl+z'], shown: 'Ctrl-Z', does: 'to the shell; `fg` comes back', inField: true },
];

/** What a key means in these scopes; the first row of the table that fits. */
export function actionOf(name: string, scopes: readonly Scope[], field: 'none' | 'empty' | 'filled'): Action | undefined {
  const found = KEYS.find(
    (binding) =>
      (binding.scope === 'any' || scopes.includes(binding.scope)) &&
      binding.keys.includes(name) &&
      (field === 'none' || binding.inField || (field === 'empty' && binding.action === 'help')),
  );
  return found?.action;
}

/** The rows that hold in these scopes, in the order of the table. */
export const bindingsOf = (scopes: readonly Scope[], inField: boolean): readonly Binding[] =>
  KEYS.filter(
    (binding) => (binding.scope === 'any' || scopes.includes(binding.scope)) && (!inField || binding.inField || binding.action === 'help'),
  );

import { useInput } from 'ink';
import { createContext, useContext } from 'react';
import { type Action, actionOf, type Scope } from '../keys.js';
import { type Stroke, strokes } from '../strokes.js';
import type { FieldEvent } from './field-state.js';

export type Handlers = Partial<Record<Action, () => void>>;

/** What the whole program does with a key that no screen took: quit, suspend, help, back. */
export const ProgramActions = createContext<Handlers>({});

/** A text field, as far as keys are concerned. */
export type FieldKeys = { readonly isEmpty: () => boolean; readonly edit: (event: FieldEvent) => void };

/** Keys of a text field itself, as every shell has them. */
const EDITING: Readonly<Record<string, Exclude<FieldEvent['type'], 'insert' | 'set'>>> = {
  left: 'left',
  right: 'right',
  home: 'start',
  end: 'end',
  backspace: 'delete before',
  delete: 'delete at',
  'meta+backspace': 'delete word',
  'meta+left': 'word left',
  'meta+right': 'word right',
  'meta+b': 'word left',
  'meta+f': 'word right',
  'ctrl+a': 'start',
  'ctrl+e': 'end',
  'ctrl+b': 'left',
  'ctrl+f': 'right',
  'ctrl+w': 'delete word',
  'ctrl+u': 'delete to start',
  'ctrl+k': 'delete to end',
  'ctrl+d': 'delete at',
};

/** After these another screen has the keyboard: what was typed ahead is not meant for this one. */
const LEAVES: readonly Action[] = ['next', 'back', 'help', 'quit', 'choose', 'fresh', 'edit', 'suspend'];

/**
 * Listens to the keys of some scopes. A screen's own handler goes before the program's; what is no action of the table goes to the
 * text field, where there is one.
 */
export function useActions(scopes: readonly Scope[], on: Handlers, field?: FieldKeys): void {
  const program = useContext(ProgramActions);
  useInput((input, key) => {
    for (const stroke of each(strokes(input, key), field)) {
      const name = 'key' in stroke ? stroke.key : stroke.text === ' ' ? 'space' : stroke.text;
      const action = actionOf(name, scopes, field ? (field.isEmpty() ? 'empty' : 'filled') : 'none');
      const handler = action && (on[action] ?? program[action]);
      if (handler) handler();
      else if (field && 'text' in stroke) field.edit({ type: 'insert', text: stroke.text });
      else if (field && EDITING[name]) field.edit({ type: EDITING[name] });
      if (action && handler && LEAVES.includes(action)) return;
    }
  });
}

/** Without a field every letter is a key of its own. */
const each = (all: readonly Stroke[], field: FieldKeys | undefined): readonly Stroke[] =>
  field ? all : all.flatMap((stroke): Stroke[] => ('text' in stroke ? [...stroke.text].map((text) => ({ text })) : [stroke]));

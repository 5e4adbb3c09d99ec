import { useInput } from 'ink';
import { createContext, useContext } from 'react';
import { type Action, actionOf, keyName, type Scope } from '../keys.js';

export type Handlers = Partial<Record<Action, () => void>>;

/** What the whole program does with a key that no screen took: quit, suspend, help, back. */
export const ProgramActions = createContext<Handlers>({});

/**
 * Listens to the keys of some scopes. A screen's own handler goes before the program's. Keys that came together, as they do after
 * the program was busy, are taken one by one where no text field wants them.
 */
export function useActions(scopes: readonly Scope[], on: Handlers, field: 'none' | 'empty' | 'filled' = 'none'): void {
  const program = useContext(ProgramActions);
  useInput((input, key) => {
    const whole = keyName(input, key);
    const names =
      whole !== undefined && field === 'none' && whole === input && input.length > 1
        ? [...input].map((one) => (one === '\r' ? 'return' : one))
        : [whole];
    for (const name of names) {
      const action = name === undefined ? undefined : actionOf(name, scopes, field);
      if (action) (on[action] ?? program[action])?.();
    }
  });
}

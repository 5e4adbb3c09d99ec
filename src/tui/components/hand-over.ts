import { useApp } from 'ink';
import { createContext, useRef } from 'react';

export type HandOver = (run: () => Promise<void>) => Promise<void>;

/** Gives the terminal to another program while something runs, and takes it back. */
export const HandOverContext = createContext<HandOver>(async (run) => run());

/** One at a time: a second key that was pressed before the terminal was gone is dropped. */
export function useHandOver(): HandOver {
  const { suspendTerminal } = useApp();
  const busy = useRef(false);
  return async (run) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await suspendTerminal(run);
    } finally {
      busy.current = false;
    }
  };
}

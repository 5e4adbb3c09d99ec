import { useReducer, useRef } from 'react';

/**
 * State that handlers read as it is now and not as it was when the frame was drawn: keys come faster than frames, and a down and
 * an Enter may arrive together.
 */
export function useLatest<T>(first: T): { readonly value: T; readonly now: () => T; readonly set: (next: T) => void } {
  const latest = useRef(first);
  const [, again] = useReducer((count: number) => count + 1, 0);
  const set = (next: T) => {
    latest.current = next;
    again();
  };
  return { value: latest.current, now: () => latest.current, set };
}

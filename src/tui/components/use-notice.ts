import { useEffect, useRef } from 'react';
import { useLatest } from './use-latest.js';

const LASTS_MS = 3_000;

/** A sentence in the place of the keys, for a few seconds. */
export function useNotice() {
  const notice = useLatest<string | undefined>(undefined);
  const timer = useRef<NodeJS.Timeout>(undefined);
  const warn = (text: string) => {
    clearTimeout(timer.current);
    notice.set(text);
    timer.current = setTimeout(() => notice.set(undefined), LASTS_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { notice: notice.value, warn, isWarned: (text: string) => notice.now() === text };
}

import { useEffect, useReducer } from 'react';
import type { Interview } from '#session/interview.js';

/** Draws again after every event of the interview. */
export function useInterview(interview: Interview): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => interview.subscribe(again), [interview]);
}

import { useReducer, useRef } from 'react';
import type { Interview } from '#session/interview.js';
import { editField, emptyField, type FieldEvent, type FieldState, fieldWith } from './field-state.js';
import type { FieldKeys, Handlers } from './use-actions.js';

/**
 * A text field whose text is the draft of the interview, so that it is there again after a crash. `send` is called with the
 * finished line, and the field is empty afterwards.
 */
export function useField(interview: Interview, send: (text: string) => void) {
  // Keys may come faster than frames: the newest text is kept beside the one that is drawn.
  const state = useRef<FieldState>(fieldWith(interview.session.draft));
  const [, again] = useReducer((count: number) => count + 1, 0);
  const set = (next: FieldState) => {
    const changed = next.text !== state.current.text;
    state.current = next;
    if (changed) interview.send({ type: 'draft', text: next.text });
    again();
  };
  const onSend = () => {
    const text = state.current.text.trim();
    set(emptyField);
    send(text);
  };
  const on: Handlers = {
    send: onSend,
    // What stands in the field is sent first; when it is refused it stays there, and so does the step.
    next: () => {
      if (state.current.text.trim() !== '') onSend();
      if (state.current.text === '') interview.move({ type: 'next' });
    },
    hint: () => interview.hint(),
  };
  const edit = (event: FieldEvent) => set(editField(state.current, event));
  const keys: FieldKeys = { isEmpty: () => state.current.text === '', edit };
  return {
    state: state.current,
    set: (text: string) => set(fieldWith(text)),
    on,
    keys,
    props: { state: state.current, onEdit: edit, onSend },
  };
}

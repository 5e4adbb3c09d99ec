import { useContext, useState } from 'react';
import type { Interview } from '#session/interview.js';
import type { SheetId } from '#session/session.js';
import { ProgramActions, useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { useLatest } from '../../components/use-latest.js';
import { meaning } from './sheet-lines.js';

/** The next chosen line: undefined is the new one, below the last. */
export function chooseLine(chosen: number | undefined, move: 'up' | 'down', count: number): number | undefined {
  if (count === 0) return undefined;
  if (move === 'up') return chosen === undefined ? count - 1 : Math.max(0, chosen - 1);
  return chosen === undefined || chosen + 1 >= count ? undefined : chosen + 1;
}

/** A sheet being written: the field, the line of the sheet that it changes if any, and what is to be said of it. */
export function useSheet(interview: Interview, sheet: SheetId) {
  const choice = useLatest<number | undefined>(undefined);
  const [refused, setRefused] = useState<string>();
  const linesNow = () => interview.session.sheets[sheet];
  const choose = (next: number | undefined) => {
    choice.set(next);
    setRefused(undefined);
    field.set(next === undefined ? '' : (linesNow()[next] ?? ''));
  };

  const field = useField(interview, (text) => {
    const index = choice.now();
    setRefused(undefined);
    if (text === '') {
      if (index !== undefined) interview.send({ type: 'remove line', sheet, index });
      return choice.set(undefined);
    }
    const now = linesNow();
    const row = interview.rows(sheet, index === undefined ? [...now, text] : now.with(index, text))[index ?? now.length];
    if (row && row.entries.length === 0) {
      setRefused(row.note);
      return field.set(text);
    }
    interview.send(index === undefined ? { type: 'add line', sheet, text } : { type: 'change line', sheet, index, text });
    choice.set(undefined);
  });

  const program = useContext(ProgramActions);
  const on = {
    ...field.on,
    'line up': () => choose(chooseLine(choice.now(), 'up', linesNow().length)),
    'line down': () => choose(chooseLine(choice.now(), 'down', linesNow().length)),
    back: () => (choice.now() === undefined ? program.back?.() : choose(undefined)),
  };
  useActions(['interview', 'field', 'sheet'], on, field.keys);
  const chosen = choice.value;
  return { field, chosen, refused: refused !== undefined, says: refused ?? liveMeaning(interview, sheet, chosen, field.state.text.trim()) };
}

/** What the line in the field comes to, as it stands. */
function liveMeaning(interview: Interview, sheet: SheetId, chosen: number | undefined, draft: string): string {
  if (draft === '') return '';
  const lines = interview.session.sheets[sheet];
  const rows = interview.rows(sheet, chosen === undefined ? [...lines, draft] : lines.with(chosen, draft));
  const row = rows[chosen ?? lines.length];
  return row ? meaning(row) : '';
}

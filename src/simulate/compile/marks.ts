import { OP } from '../kernel/instructions.js';
import type { Design, Frame } from './visits.js';

/** Tells the targets that wait for a handed-over part of the flow that it has come to their component. */
export function emitMarks({ code, specs }: Design, { flow, path, back }: Frame, station: number): void {
  if (back === true) return;
  code.marks.forEach((mark, index) => {
    if (mark.flow !== flow || mark.component !== specs[station]!.component.id) return;
    for (const each of [...path, station]) mark.path.add(each);
    code.emit(OP.mark, index);
  });
}

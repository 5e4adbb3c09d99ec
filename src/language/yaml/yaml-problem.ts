import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { Positions } from './positions.js';

/** Something wrong with the YAML itself, from offset to offset. */
export function problem(positions: Positions, code: string, start: number, end: number, message: string, help: string): Diagnostic {
  return { code, severity: 'error', span: positions.span(start, end), path: '', message, help };
}

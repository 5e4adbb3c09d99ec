import { byKeys } from '#base/order.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';

/** By place, then by code; what was said twice of one place is said once. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = diagnostics.toSorted(
    byKeys(
      (one) => one.span.line,
      (one) => one.span.column,
      (one) => one.code,
      (one) => one.message,
    ),
  );
  return sorted.filter((one, index) => {
    const before = sorted[index - 1];
    return (
      !before ||
      before.code !== one.code ||
      before.message !== one.message ||
      before.span.line !== one.span.line ||
      before.span.column !== one.span.column
    );
  });
}

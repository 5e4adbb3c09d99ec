/** A part of the analysis outgrew its step budget; the caller falls back or says so. Counted in steps, so the same on every machine. */
export class BudgetError extends Error {
  override name = 'BudgetError';
}

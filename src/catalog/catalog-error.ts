import type { Diagnostic } from '#diagnostics/diagnostic.js';

/** Something asked of the catalog is not there or cannot be read: told in a sentence, with what to do, and with places where there are any. */
export class CatalogError extends Error {
  override name = 'CatalogError';
  readonly help: string | undefined;
  readonly file: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  constructor(message: string, help?: string, file?: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.help = help;
    this.file = file;
    this.diagnostics = diagnostics;
  }
}

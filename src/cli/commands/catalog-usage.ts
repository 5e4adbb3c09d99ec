import { CatalogError } from '#catalog/catalog-error.js';
import { UsageError } from '../io.js';

/** Waits for something of the catalog; what it cannot find or read is told as a mistake of usage. */
export async function orUsage<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof CatalogError) throw new UsageError(error.message, error.help);
    throw error;
  }
}

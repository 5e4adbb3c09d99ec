import type { Cache, Component } from '#model/component.js';
import type { ComponentId } from '#model/ids.js';

/**
 * A cache inside each instance of its callers: there are as many as there are of those, each filled for itself and up exactly as long
 * as the instance it lives in. It fails nothing by itself, and no call to it leaves the machine.
 */
export const livesInside = (component: Component | undefined): component is Cache => component?.is === 'cache' && component.local === true;

/** The components in whose instances it lives: those that `calls` of it come from. */
export const holdersOf = (
  components: ReadonlyMap<ComponentId, Component>,
  calls: Iterable<{ readonly call?: { readonly from: ComponentId } | undefined }>,
): readonly Component[] => [...new Set([...calls].flatMap(({ call }) => (call && components.get(call.from)) ?? []))];

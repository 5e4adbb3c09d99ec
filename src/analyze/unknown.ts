import type { DesignModel } from '#model/design.js';

/** Whether the design says of an attribute, by its dotted path, that it is not known. */
export const saysUnknown = (model: DesignModel, path: string): boolean => model.unknown.some((each) => each.path === path);

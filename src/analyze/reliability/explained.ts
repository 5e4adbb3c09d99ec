import type { DesignModel } from '#model/design.js';
import type { FlowAvailability } from '../analysis.js';
import { downShare } from './single-points.js';

/** Unavailability that single points bring which break the flow's target each by itself. */
export function explained(model: DesignModel, { cuts, target }: FlowAvailability): number {
  if (target === null) return 0;
  const losses = cuts.flatMap((cut) =>
    cut.kind === 'instance' || cut.kind === 'component' || cut.kind === 'part' ? [{ cut, down: downShare(model, cut) }] : [],
  );
  const breaking = losses.map(({ cut, down }) => cut.share * (down ?? 0)).filter((loss) => loss > 1 - target);
  return breaking.reduce((sum, loss) => sum + loss, 0);
}

import { byKeys } from '#base/order.js';
import { seedWords } from '#base/random.js';
import type { DesignModel } from '#model/design.js';
import { livesInside } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';
import { exponential } from '../workload/variates.js';

/** One failure that was drawn: what, which instances, and from when to when in seconds of the measured time. */
export type DrawnFailure = {
  readonly what: string;
  readonly kind: 'instance' | 'component' | 'zone';
  readonly instances: readonly number[];
  readonly at: number;
  readonly for: number;
};

/** What fails as one: an instance, a zone with all that stands in it, or somebody else's system. */
type Unit = Pick<DrawnFailure, 'what' | 'kind' | 'instances'> & { readonly name: string; readonly up: number; readonly repair: number };

/** More failures than this within one run say nothing that fewer do not. */
const MOST = 50_000;

/**
 * Failures of a run of `duration` seconds: every unit is up for exponential times with mean repair x availability / (1 - availability)
 * / `times`, and down for exponential times with mean `repair`; how it begins is drawn from the shares of time. Each unit has a stream
 * of its own, so that another component changes nothing for it. In order of time.
 */
export function drawFailures(model: DesignModel, program: Program, seed: number, times: number, duration: number): DrawnFailure[] {
  const failures: DrawnFailure[] = [];
  for (const unit of unitsOf(model, program, times)) {
    const words = seedWords(seed, `failures ${unit.name}`);
    const { what, kind, instances, up, repair } = unit;
    const share = repair / (up + repair);
    // The low bits decide how it begins; the exponential draws that follow are independent of them.
    let time = (seedWords(seed, `beginning ${unit.name}`)[0]! >>> 0) / 2 ** 32 < share ? 0 : exponential(words, 0) * up;
    while (time < duration && failures.length < MOST) {
      const lasts = Math.max(1e-9, exponential(words, 0) * repair);
      failures.push({ what, kind, instances, at: time, for: lasts });
      time += lasts + exponential(words, 0) * up;
    }
  }
  return failures.sort(
    byKeys(
      (each) => each.at,
      (each) => each.what,
    ),
  );
}

/** Units with a known availability below 1 and a known time to repair. */
function unitsOf(model: DesignModel, { stations, instances, zones }: Program, times: number): Unit[] {
  const units: Unit[] = [];
  const add = (unit: Omit<Unit, 'up'>, availability: number | undefined) => {
    if (availability === undefined || availability >= 1 || !(unit.repair > 0)) return;
    units.push({ ...unit, up: (unit.repair * availability) / (1 - availability) / times });
  };
  stations.ids.forEach((id, station) => {
    const component = model.components.get(id)!;
    // It fails with its callers.
    if (livesInside(component)) return;
    const first = stations.first[station]!;
    const own = Array.from({ length: stations.most[station]! }, (_, k) => first + k);
    const repair = component.repair ?? 0;
    if (own.every((each) => instances.zone[each]! >= Math.max(1, zones.length))) {
      add({ what: id, kind: 'component', instances: own, name: id, repair }, component.availability);
    } else {
      for (const each of own) {
        add({ what: id, kind: 'instance', instances: [each], name: `${id} ${each - first}`, repair }, component.availability);
      }
    }
  });
  zones.forEach((id, zone) => {
    const { availability, repair } = model.zones.get(id)!;
    const standing = Array.from({ length: instances.count }, (_, i) => i).filter((i) => instances.zone[i] === zone);
    add({ what: id, kind: 'zone', instances: standing, name: `zone ${id}`, repair }, availability);
  });
  return units;
}

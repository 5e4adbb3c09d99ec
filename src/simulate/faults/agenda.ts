import { byKeys } from '#base/order.js';
import type { Fault } from '#model/design.js';
import type { World } from '../kernel/world.js';
import { afflict, elect, kill, revive, victims } from './apply.js';
import type { DrawnFailure } from './drawn.js';

/** What will be done to the design, in order of time. */
export type Appointment = { readonly time: number; readonly order: number; readonly act: (world: World) => void };

export type TimedFault = { readonly what: Fault['what']; readonly at: number; readonly for: number };

/** Appointments for the failures, on the run's clock that shows `from` when the measurement begins. */
export function agenda(world: World, faults: readonly TimedFault[], drawn: readonly DrawnFailure[], from: number): Appointment[] {
  const appointments: Appointment[] = [];
  const add = (time: number, act: (world: World) => void) => appointments.push({ time, order: appointments.length, act });
  const takeDown = (down: readonly number[], begin: number, end: number, alone: boolean) => {
    add(begin, (at) => {
      for (const instance of down) kill(at, instance, alone);
    });
    const { warmUp } = world.program.keys;
    const waits = (instance: number): number => warmUp[world.program.instances.of[instance]!]!;
    for (const wait of new Set(down.map(waits))) {
      const back = down.filter((instance) => waits(instance) === wait);
      add(end + wait, (at) => {
        for (const instance of back) revive(at, instance, alone);
        if (wait > 0) at.caches?.warm(at, back);
      });
    }
    const { stations, instances } = world.program;
    for (const station of new Set(down.map((instance) => instances.of[instance]!))) {
      const takes = stations.failover[station]!;
      if (takes > 0 && Number.isFinite(takes)) add(begin + takes, (at) => elect(at, station));
    }
  };
  for (const { what, at, for: lasts } of faults) {
    const begin = from + at;
    takeDown(victims(world.program, what), begin, begin + lasts, what.kind === 'instance');
    add(begin, (then) => afflict(then, what, true));
    add(begin + lasts, (then) => afflict(then, what, false));
  }
  for (const { kind, instances, at, for: lasts } of drawn) takeDown(instances, from + at, from + at + lasts, kind === 'instance');
  return appointments.sort(
    byKeys(
      (each) => each.time,
      (each) => each.order,
    ),
  );
}

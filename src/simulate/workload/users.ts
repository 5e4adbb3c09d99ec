import { below } from '#base/random.js';
import type { Program } from '../kernel/program.js';
import { NOT_DRAWN, type Requests } from '../kernel/requests.js';

/** A user who comes only once, because how many there are is not known. */
export const STRANGER = -2;

/**
 * Who sends the requests. The users of a closed flow are themselves; a request of an open flow is sent by any of the users of its client
 * alike, drawn when somebody first asks. Users of different groups (a client, or a closed flow) are different people.
 */
export class Users {
  /** By flow: the group its users belong to. */
  readonly group: Int32Array;
  readonly groups: number;
  /** By flow: users to draw from; 0: their number is not known. */
  private readonly count: Int32Array;

  constructor({ flows }: Program) {
    const names = flows.map(({ population }) => population.group);
    const known = [...new Set(names)];
    this.group = Int32Array.from(names, (name) => known.indexOf(name));
    this.groups = known.length;
    this.count = Int32Array.from(flows, ({ population }) => population.users);
  }

  /** The user who sent a request: a number within the group of its flow, or {@link STRANGER}. `stream`: of the flow's users, in `random`. */
  of(requests: Requests, request: number, random: Int32Array, stream: number): number {
    if (requests.user[request] === NOT_DRAWN) {
      const count = this.count[requests.flow[request]!]!;
      requests.user[request] = count === 0 ? STRANGER : below(random, stream, count);
    }
    return requests.user[request]!;
  }
}

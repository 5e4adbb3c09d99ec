import type { Origin } from '#diagnostics/span.js';
import type { Component, Isolation } from './component.js';
import type { Quantity } from './dimension.js';
import type { Flow } from './flow.js';
import type { ComponentId, DataId, FlowId, ZoneId } from './ids.js';
import type { Bytes, PerSecond, Ratio, Seconds } from './units.js';

/** The whole design, every name resolved and every value in its one unit. Maps keep the order of the file. */
export type DesignModel = {
  readonly title: string;
  readonly problem?: string | undefined;
  readonly requirements: Requirements;
  readonly estimates: ReadonlyMap<string, Estimate>;
  readonly zones: ReadonlyMap<ZoneId, Zone>;
  readonly network: Network;
  readonly components: ReadonlyMap<ComponentId, Component>;
  readonly data: ReadonlyMap<DataId, DataItem>;
  readonly flows: ReadonlyMap<FlowId, Flow>;
  readonly api: ReadonlyMap<string, Endpoint>;
  readonly decisions: readonly Decision[];
  readonly ignores: readonly Ignore[];
  readonly faults: readonly Fault[];
  /** What the design left out and a default filled in. Listed in every report; earns nothing. */
  readonly assumed: readonly Assumption[];
  /** What the design says it does not know, as dotted paths. */
  readonly unknown: readonly { readonly path: string; readonly origin: Origin }[];
};

export type Assumption = { readonly path: string; readonly value: string; readonly source: string };

export type Requirements = {
  readonly functional: ReadonlyMap<
    string,
    { readonly id: string; readonly text: string; readonly useCase?: string | undefined; readonly origin: Origin }
  >;
  readonly quality: readonly QualityTarget[];
  readonly constraints: readonly { readonly text: string; readonly kind?: string | undefined; readonly origin: Origin }[];
  readonly outOfScope: readonly string[];
};

export const LATENCY_NAMES = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const;
export type LatencyName = (typeof LATENCY_NAMES)[number];

export type ReadGuarantee = 'eventual' | 'read-your-writes' | 'monotonic' | 'causal' | 'sequential' | 'linearizable';

/** One line under `requirements.quality`: what it is about, and every target it sets. */
export type QualityTarget = {
  readonly id: string;
  readonly origin: Origin;
  readonly written: ReadonlyMap<string, Origin>;
  readonly flow?: FlowId | undefined;
  readonly data?: DataId | undefined;
  /** The target counts until this component of the handed-over part is done. */
  readonly until?: ComponentId | undefined;
  readonly when?: string | undefined;
  readonly latency: ReadonlyMap<LatencyName, Seconds>;
  readonly availability?: Ratio | undefined;
  readonly throughput?: PerSecond | undefined;
  readonly survives?: 'instance' | 'zone' | 'region' | undefined;
  readonly within?: Seconds | undefined;
  /** Acknowledged writes that a failure may lose: none, or those of the last so many seconds. */
  readonly loss?: 'none' | Seconds | undefined;
  readonly reads?: ReadGuarantee | undefined;
  readonly fresh?: Seconds | undefined;
  readonly isolation?: Isolation | undefined;
  readonly effect?: 'once' | undefined;
  readonly order?: string | undefined;
};

export type Estimate = {
  readonly id: string;
  readonly origin: Origin;
  readonly text: string;
  /** Recomputed from the sums alone, end to end. */
  readonly value: Quantity;
  /** Recomputed from what the candidate claims its inputs to be. Equal to `value` where no input has a claim. */
  readonly fromClaims: Quantity;
  readonly said?: { readonly value: Quantity; readonly text: string; readonly origin: Origin } | undefined;
  /** Names of the estimates it is computed from, in order of appearance. */
  readonly inputs: readonly string[];
  /** Places outside the sheet that use it (`flows.redirect.rate`). */
  readonly usedBy: readonly string[];
};

export type Zone = { readonly id: ZoneId; readonly region: string; readonly availability: Ratio; readonly repair: Seconds };

/** Round trips in seconds between zones of one region, inside a zone, and between regions. */
export type Network = {
  readonly sameZone: Seconds;
  readonly otherZone: Seconds;
  readonly otherRegion: Seconds;
  /** `a <-> b` for two regions, both ways round. */
  readonly between: ReadonlyMap<string, Seconds>;
  /** From users to the first component. */
  readonly client: Seconds;
};

export type DataItem = {
  readonly id: DataId;
  readonly origin: Origin;
  readonly written: ReadonlyMap<string, Origin>;
  readonly in: ComponentId;
  /** Key parts; a leading `-` means descending. */
  readonly key: readonly string[];
  readonly item?: Bytes | undefined;
  readonly keep?: Seconds | undefined;
  readonly count?: number | undefined;
  readonly changes?: 'never' | 'append' | 'update' | 'delete' | undefined;
  readonly of?: DataId | undefined;
  readonly unique?: boolean | undefined;
  readonly indexes: readonly {
    readonly by: readonly string[];
    readonly scope?: 'local' | 'global' | undefined;
    readonly unique?: boolean | undefined;
  }[];
  readonly popularity?: { readonly zipf: number } | undefined;
  readonly home?: string | undefined;
  /** Keys are handed out in rising order (counters, timestamps). */
  readonly sequential?: boolean | undefined;
};

export type Endpoint = {
  readonly id: string;
  readonly origin: Origin;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly idempotencyKey?: boolean | undefined;
  readonly flow?: FlowId | undefined;
};

export type Decision = {
  readonly origin: Origin;
  readonly about: string;
  readonly chose: string;
  readonly over: readonly string[];
  readonly gains: readonly string[];
  readonly costs: readonly string[];
  readonly because?: string | undefined;
};

export type Ignore = { readonly origin: Origin; readonly rule: string; readonly on?: string | undefined; readonly because: string };

export type Fault = {
  readonly origin: Origin;
  readonly what:
    | { readonly kind: 'component'; readonly component: ComponentId }
    | { readonly kind: 'instance'; readonly component: ComponentId; readonly instances: number }
    | { readonly kind: 'zone'; readonly zone: ZoneId }
    | { readonly kind: 'region'; readonly region: string }
    | { readonly kind: 'slow'; readonly component: ComponentId; readonly factor: number }
    | { readonly kind: 'cold'; readonly component: ComponentId }
    /** Two zones, or two regions, that do not hear each other. Users reach both. */
    | { readonly kind: 'partition'; readonly between: readonly [string, string] }
    /** Every open flow brings `factor` times as many requests. */
    | { readonly kind: 'load'; readonly factor: number };
  readonly at: Seconds;
  readonly for: Seconds;
};

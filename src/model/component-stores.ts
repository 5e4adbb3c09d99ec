import type { ComponentBase, Holds, Isolation, Replication, Stampede, Worker } from './component-parts.js';
import type { ComponentId } from './ids.js';
import type { Bytes, PerSecond, Ratio, Seconds } from './units.js';

export type Cache = ComponentBase &
  Holds &
  Worker & {
    readonly is: 'cache';
    readonly pattern?: 'cache-aside' | 'read-through' | 'write-through' | 'write-behind' | 'refresh-ahead' | undefined;
    readonly eviction?: 'lru' | 'lfu' | 'fifo' | 'random' | 'ttl' | 'none' | undefined;
    readonly ttl?: Seconds | undefined;
    /** Memory of one instance. */
    readonly memory?: Bytes | undefined;
    /** Write-behind: how long a write may stay unflushed. */
    readonly flush?: Seconds | undefined;
    /** Lives inside each instance of its callers: every one has copies of its own, and an invalidation reaches only one. */
    readonly local?: boolean | undefined;
    readonly stampede?: Stampede | undefined;
    /** The ttl of each copy is varied by up to this share of it. */
    readonly ttlSpread?: Ratio | undefined;
    /** Time it is filled for, after a start, before it serves. */
    readonly warmUp?: Seconds | undefined;
  };

export type Database = ComponentBase &
  Holds &
  Worker & {
    readonly is: 'database';
    readonly kind: 'sql' | 'key-value' | 'document' | 'wide-column' | 'graph' | 'time-series' | 'search';
    readonly replication: Replication;
    /** A read replica drawn apart: the store it follows. `copies` is then the number of replicas. */
    readonly replicaOf?: ComponentId | undefined;
    readonly isolation?: Isolation | undefined;
    /** Storage of one instance. */
    readonly disk?: Bytes | undefined;
    readonly memory?: Bytes | undefined;
    readonly raid?: '0' | '1' | '5' | '6' | '10' | undefined;
    readonly backup?: Seconds | undefined;
    readonly encrypted?: boolean | undefined;
    readonly engine?: 'b-tree' | 'lsm' | 'column' | 'memory' | undefined;
    /** How long a committed write may be in memory only; 0: a commit waits for the disk. */
    readonly flush?: Seconds | undefined;
    /** Conflicting transactions wait for a lock, or are found out at commit and done again. */
    readonly locking?: 'pessimistic' | 'optimistic' | undefined;
    /** Reads and writes a second that the disks of one instance do. */
    readonly iops?: PerSecond | undefined;
  };
export type ObjectStore = ComponentBase &
  Worker & {
    readonly is: 'object-store';
    readonly copies: number;
    readonly durability?: Ratio | undefined;
    readonly encrypted?: boolean | undefined;
    readonly consistency?: 'strong' | 'eventual' | undefined;
  };
export type FileSystem = ComponentBase &
  Worker & {
    readonly is: 'file-system';
    readonly copies: number;
    readonly raid?: Database['raid'];
    readonly encrypted?: boolean | undefined;
    readonly consistency?: 'strong' | 'eventual' | undefined;
    /** Servers that know where each file lies. */
    readonly metadata?: number | undefined;
    readonly disk?: Bytes | undefined;
    readonly iops?: PerSecond | undefined;
  };

/** When users are given another entrance by its name: seconds until a dead one is no longer given out, and how long answers are kept. */
export type Names = { readonly failover: number; readonly ttl: number };

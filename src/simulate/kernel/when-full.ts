/** What happens to a message that finds its queue full. */
export const WHEN_FULL = { refuse: 0, wait: 1, dropOldest: 2, dropNewest: 3 } as const;

/** Where rows live: nothing of one scope is ever visible in another. */
export interface StoreScope {
  /** Account id, decimal digits. */
  readonly account: string;
  /** Region id, such as `cn-hangzhou`. */
  readonly region: string;
}

/** Picks account and region: a caller's scope may carry more. */
export function scopeOf({ account, region }: StoreScope): StoreScope {
  return { account, region };
}

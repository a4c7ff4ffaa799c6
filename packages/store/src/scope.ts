import { LRUCache } from "lru-cache";

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

/** Makes what belongs to a scope once, and not for each call: a service has few scopes. */
export function oncePerScope<T extends object>(make: (scope: StoreScope) => T): (scope: StoreScope) => T {
  const made = new LRUCache<string, T>({ max: 256 });
  return (wide) => {
    const name = `${wide.account}/${wide.region}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const it = make(scopeOf(wide));
    made.set(name, it);
    return it;
  };
}

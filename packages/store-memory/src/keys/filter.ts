import { keyAt, type KeyFilter, type KeyRecord } from "@keyferry/store";
import type { Held, State } from "../state/state.ts";
import { tagsOf } from "../tags/held-tags.ts";

const properties = ["id", "state", "spec", "usage", "protectionLevel", "instance", "creator"] as const;

/** Whether a key matches a filter, as it is at `now`. */
export function matches(state: State, held: Held<KeyRecord>, filter: KeyFilter, now: number): boolean {
  const { scope } = held;
  const record = keyAt(held.record, now);
  const has = (wanted: readonly string[] | undefined, values: () => readonly (string | null)[]): boolean =>
    wanted === undefined || values().some((value) => value !== null && wanted.includes(value));

  const tags = () => tagsOf(state, scope, "key", record.id);
  return (
    properties.every((property) => has(filter[property], () => [record[property]])) &&
    has(filter.creatorType, () => [record.creator === scope.account ? "User" : "Service"]) &&
    has(filter.tagKey, () => tags().map(({ key }) => key)) &&
    has(filter.tagValue, () => tags().map(({ value }) => value)) &&
    has(filter.aliasName, () =>
      Array.from(state.aliases.values())
        .filter((alias) => alias.record.keyId === record.id)
        .filter((alias) => alias.scope.account === scope.account && alias.scope.region === scope.region)
        .map((alias) => alias.record.name),
    )
  );
}

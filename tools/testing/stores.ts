import { namesOf } from "@keyferry/algorithms";
import { createMemoryStore } from "@keyferry/store-memory";
import { inSqlite } from "./sqlite-place.ts";
import type { PlaceOptions, StorePlace } from "./store-place.ts";

/** Makes a place. Of the tests that are of no store, only this file knows which there are. */
const places = {
  memory({ clock }: PlaceOptions) {
    const store = createMemoryStore({ clock });
    return { open: () => Promise.resolve(store), close: () => store.close() };
  },
  SQLite: inSqlite,
} satisfies Readonly<Record<string, (options: PlaceOptions) => StorePlace>>;

/** One of {@link storeKinds}. */
export type StoreKind = keyof typeof places;

/** The names of the stores that a whole service is tested on. */
export const storeKinds = namesOf(places);

export const storePlaces: Readonly<Record<StoreKind, (options: PlaceOptions) => StorePlace>> = places;

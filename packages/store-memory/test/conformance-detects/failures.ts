import type { storeConformance } from "@keyferry/store/conformance";
import { createMemoryStore } from "@keyferry/store-memory";
import { failuresOf as failuresOfStores, type Flaw } from "../../../../tools/testing/flawed-store.ts";

/** How the suite opens stores in memory. */
export const options: Parameters<typeof storeConformance>[0] = {
  othersCanWrite: false,
  open: async ({ clock }) => createMemoryStore({ clock }),
};

/** The names of the checks that stores in memory with this flaw fail. */
export const failuresOf = (flaw: Flaw): Promise<string[]> => failuresOfStores(options, flaw);

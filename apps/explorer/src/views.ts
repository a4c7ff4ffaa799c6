import type { Views } from "./frame/view.ts";

/** Every view of the page. */
export const views: Views = {
  first: "operations",
  all: {
    operations: {
      name: { en: "Operations", zh: "API" },
      listed: false,
      load: () => import("./operations/operations-view.tsx"),
    },
  },
};

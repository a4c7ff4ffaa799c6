import { example } from "../../examples/example.ts";
import { shownAliases, shownPage } from "../../examples/shown.ts";
import { listAliases } from "./list-aliases.ts";

/** A sound request of ListAliases. */
export const listAliasesExample = example(listAliases, {
  request: () => ({}),
  touches: () => ["alias"],
  answer: () => ({ Aliases: shownAliases, ...shownPage }),
});

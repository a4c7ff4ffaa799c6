import { example } from "../../examples/example.ts";
import { createAlias } from "./create-alias.ts";

/** A sound request of CreateAlias. */
export const createAliasExample = example(createAlias, {
  request: ({ key }) => ({ KeyId: key.KeyId, AliasName: "alias/new" }),
  touches: ({ key }) => [`key/${key.KeyId}`, "alias/new"],
  answer: () => ({}),
});

import { example } from "../../examples/example.ts";
import { deleteAlias } from "./delete-alias.ts";

/** A sound request of DeleteAlias. */
export const deleteAliasExample = example(deleteAlias, {
  request: ({ key }) => ({ AliasName: key.AliasName }),
  touches: ({ key }) => [key.AliasName, `key/${key.KeyId}`],
  answer: () => ({}),
});

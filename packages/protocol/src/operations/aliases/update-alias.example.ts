import { example } from "../../examples/example.ts";
import { updateAlias } from "./update-alias.ts";

/** A sound request of UpdateAlias. */
export const updateAliasExample = example(updateAlias, {
  request: ({ key, other }) => ({ KeyId: key.KeyId, AliasName: other.AliasName }),
  touches: ({ key, other }) => [other.AliasName, `key/${other.KeyId}`, `key/${key.KeyId}`],
  answer: () => ({}),
});

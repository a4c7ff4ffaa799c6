import { example } from "../../examples/example.ts";
import { shownAliases, shownPage } from "../../examples/shown.ts";
import { listAliasesByKeyId } from "./list-aliases-by-key-id.ts";

/** A sound request of ListAliasesByKeyId. */
export const listAliasesByKeyIdExample = example(listAliasesByKeyId, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ Aliases: shownAliases, ...shownPage }),
});

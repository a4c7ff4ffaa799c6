import { createCachedStore, readersOf } from "@keyferry/store";
import { readingThroughViews } from "@keyferry/store/conformance";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds a cache that does not notice changes", async () => {
    const failures = await failuresOf({
      store: (right) => {
        // What writes is not the one that caches: so it forgets nothing.
        const cached = createCachedStore(right, { revision: () => 1, clock: () => 0 });
        return readingThroughViews({ ...right, view: () => cached.view() });
      },
    });
    for (const change of [
      "opens an instance to the public gateway, and closes it",
      "binds an instance to other VPCs in the place of those it had",
      "connects an instance once",
      "deletes an instance without keys, and no other",
      "puts another policy in the place of a key's",
      "puts other policies in the place of a user's",
      "disables and enables an access key of the account",
      "deletes an access key of the account, and frees its id",
      "deletes a user with its access keys and memberships",
      "shows in a new view what was written before it: the key of an alias",
      "shows in a new view what was deleted before it",
    ]) {
      expect(failures).toContain(change);
    }
  });

  it("finds a view that asks again what it was asked", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        view: async () => {
          const { identities, recipients, everywhere } = right;
          return {
            scoped: (scope) => readersOf(right.scoped(scope)),
            identities: identities.read,
            recipients: recipients.read,
            everywhere: {
              policies: everywhere.policies.read,
              instances: everywhere.instances.read,
            },
          };
        },
      }),
    });
    expect(failures).toContain("answers a question of a view once, whatever is written meanwhile");
    expect(failures).toContain("decides by the time of the view which keys are gone");
  });
});

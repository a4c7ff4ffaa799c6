import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds a secret that is changed past its labels, and one that keeps its versions", async () => {
    const failures = await failuresOf({
      secrets: (right) => ({
        write: {
          create: async (secret, versions, tags) => {
            const outcome = await right.secrets.write.create(secret, versions, tags);
            return outcome === "name taken" ? "created" : outcome;
          },
          change: async (name, decide) => {
            const deleted: string[] = [];
            await right.secrets.write.change(name, (held) => {
              const change = decide(held);
              if (change !== "delete") return change;
              deleted.push(name);
              return { set: { stages: [] } };
            });
            return deleted.length > 0 ? "deleted" : "changed";
          },
        },
      }),
      allSecrets: () => ({
        read: {
          dueForDeletion: async () => ({ secrets: [], refused: [] }),
          dueForRotation: async () => ({ secrets: [], refused: [] }),
        },
        write: { deleteDue: async () => true },
      }),
    });
    for (const change of [
      "makes no secret whose name is taken, or whose instance is not there",
      "decides by the secret as it is then, once, and hands a refusal on",
      "changes and deletes no secret that is not there",
      "deletes a secret with its versions, and no other; its name is free",
      "answers the secrets of all scopes that are due, and deletes only these",
      "answers the secrets whose rotation is due, or was left in its midst, unless they are deleted or rotated now",
    ]) {
      expect(failures).toContain(change);
    }
  });
});

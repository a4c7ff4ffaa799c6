import type { ScopedStore } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds an alias that is made anew where it should move", async () => {
    const failures = await failuresOf({
      aliases: (right) => ({
        write: {
          move: async (name, { from, to }, keyStates) => {
            const alias = await right.aliases.read.byName(name);
            if (alias === undefined || (await right.aliases.write.delete(name, from)) !== "deleted") {
              return "no alias";
            }
            const answer = await right.aliases.write.create({ ...alias, keyId: to }, keyStates);
            return answer === "created" ? "updated" : "key not usable";
          },
        },
      }),
    });
    expect(failures).toContain("keeps the time and the place of an alias that moves");
    expect(failures).toContain("moves no alias to a key that is not there or in another state");
  });

  it("finds an alias that is moved or deleted whatever key it names", async () => {
    const holderOf = async (home: ScopedStore, name: string) =>
      (await home.aliases.read.byName(name))?.keyId ?? "";
    const moved = await failuresOf({
      aliases: (right) => ({
        write: {
          move: async (name, { to }, keyStates) =>
            right.aliases.write.move(name, { from: await holderOf(right, name), to }, keyStates),
        },
      }),
    });
    expect(moved).toContain("moves and deletes no alias of another key than the one that was named");
    const deleted = await failuresOf({
      aliases: (right) => ({
        write: { delete: async (name) => right.aliases.write.delete(name, await holderOf(right, name)) },
      }),
    });
    expect(deleted).toContain("moves and deletes no alias of another key than the one that was named");
  });

  it("finds an alias that is moved however many there may be", async () => {
    const failures = await failuresOf({
      aliases: (right) => ({
        write: { move: async (name, move, keyStates) => right.aliases.write.move(name, move, keyStates) },
      }),
    });
    expect(failures).toEqual(["moves an alias to another place only where one more may be"]);
  });

  it("finds aliases of all keys where those of one were asked for", async () => {
    const failures = await failuresOf({
      aliases: (right) => ({ read: { list: (page) => right.aliases.read.list(page) } }),
    });
    expect(failures).toContain("lists the aliases of one key, by pages, each with its total");
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { home } from "../../src/playground/tab/home.ts";
import { longestTrail } from "../../src/playground/tab/memory-trail.ts";
import { encodeState } from "../../src/playground/state/state-file.ts";
import { seededUsers } from "../../src/playground/seed/things.ts";
import { openTab } from "./tab.ts";

const document = readFileSync(new URL("../../../../docs/playground.md", import.meta.url), "utf8");

/** All that stands between backquotes. */
const named = new Set([...document.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text));

describe("docs/playground.md", () => {
  it("names all that a new playground holds", async () => {
    using tab = await openTab();
    const { store } = await tab.kms.state();
    const names = [
      ...store.aliases.map(({ record }) => record.name),
      ...store.secrets.map(({ record }) => record.name),
      ...store.instances.map(({ record }) => record.name),
      ...[...store.users, ...store.roles, ...store.recipients].map(({ name }) => name),
      ...seededUsers.flatMap(({ accessKeys }) => accessKeys.flatMap(({ id, secret }) => [id, secret])),
      ...[home.account, home.region, home.accessKey.id, home.accessKey.secret],
    ];
    expect(names.filter((name) => !named.has(name))).toEqual([]);
    const aliases = [...named].filter((name) => name?.startsWith("alias/"));
    expect(aliases.toSorted()).toEqual(store.aliases.map(({ record }) => record.name).toSorted());
  });

  it("says what a file costs to try, what its members are, and how long the trail is", async () => {
    using tab = await openTab();
    const file = await encodeState(await tab.kms.state(), { passphrase: "some words", savedAt: 0 });
    const saved = JSON.parse(Buffer.from(file).toString("utf8")) as Record<string, unknown>;
    const { logN, r, p, ...others } = saved["rootKey"] as Record<string, unknown>;
    expect(document).toContain(
      `N = ${(2 ** Number(logN)).toLocaleString("en")}, r = ${String(r)} and p = ${String(p)}`,
    );
    expect(document).toContain(
      `{ protection: "passphrase", logN, r, p, ${Object.keys(others).slice(1).join(", ")} }`,
    );
    expect(Object.keys(saved).filter((member) => !named.has(member))).toEqual([]);
    expect(document).toContain(`newest ${longestTrail.toLocaleString("en")} lines`);
  });
});

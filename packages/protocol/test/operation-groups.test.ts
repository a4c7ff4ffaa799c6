import { readdirSync, readFileSync } from "node:fs";
import { everyOperation, type Operation } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";

const root = new URL("../src/operations/", import.meta.url);
const groups = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && filesOf(entry.name).length > 0)
  .map(({ name }) => name);
const registered = Object.values(everyOperation);

/** The files of a group that define an operation. */
function filesOf(group: string): readonly string[] {
  const folder = new URL(`${group}/`, root);
  return readdirSync(folder).filter((file) =>
    readFileSync(new URL(file, folder), "utf8").includes(" = defineOperation({"),
  );
}

const camelCase = (file: string) =>
  file.replace(/\.ts$/, "").replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

describe.each(groups)("the index of the group %s", (group) => {
  const load = () => import(new URL(`${group}/index.ts`, root).href) as Promise<Record<string, Operation>>;

  it("has a line for every operation that the group's files define, and no other", async () => {
    expect(Object.keys(await load()).sort()).toEqual(filesOf(group).map(camelCase).sort());
  });

  it("is in the registry", async () => {
    for (const [name, operation] of Object.entries(await load())) {
      expect(operation.name.toLowerCase()).toBe(name.toLowerCase());
      expect(registered).toContain(operation);
    }
  });
});

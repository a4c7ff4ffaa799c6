import type { OperationNames } from "./names.ts";
import { withExport, withGroupOfHandlers, withGroupOfOperations, withLine } from "./lists.ts";
import { definition, example, handler, test, type Published } from "./templates.ts";

/** Text of a file by its path from the root; empty for one that is not there. */
export type Read = (path: string) => string;

const requestId = "4bd560a1-729e-45f1-a3d9-b2a33d61046b";

/**
 * What a new operation's files are to hold, by their paths from the root: its own, and the lists that it is added to.
 *
 * @throws Error where its definition is there already
 */
export function planOperation(
  names: OperationNames,
  published: Published,
  read: Read,
): ReadonlyMap<string, string> {
  const { group, file, action, identifier } = names;
  const defining = `packages/protocol/src/operations`;
  const handling = `packages/kms/src/operations`;
  const snapshots = `packages/protocol/test/snapshots/${action}`;
  if (read(`${defining}/${group}/${file}.ts`) !== "") throw new Error(`${group}/${file} is there already`);
  const changed = (path: string, change: (text: string) => string) => [path, change(read(path))] as const;
  return new Map([
    [`${defining}/${group}/${file}.ts`, definition(names, published)],
    [`${defining}/${group}/${file}.example.ts`, example(names, published)],
    [`${handling}/${group}/${file}.ts`, handler(names, published)],
    [`packages/kms/test/${file}.test.ts`, test(names)],
    [`${snapshots}.json.txt`, `{"RequestId":"${requestId}"}`],
    [
      `${snapshots}.xml.txt`,
      `<?xml version="1.0" encoding="UTF-8"?><${action}Response><RequestId>${requestId}</RequestId></${action}Response>`,
    ],
    changed(`${defining}/${group}/index.ts`, (text) =>
      withExport(text, `export { ${identifier} } from "./${file}.ts";`),
    ),
    changed(`${handling}/${group}/index.ts`, (text) =>
      withExport(text, `export { ${identifier}Handler } from "./${file}.ts";`),
    ),
    changed(`${defining}/index.ts`, (text) => withGroupOfOperations(text, group)),
    changed(`${handling}/index.ts`, (text) => withGroupOfHandlers(text, group)),
    changed("packages/protocol/src/index.ts", (text) =>
      withLine(text, `export * from "./operations/${group}/index.ts";`, /^export \* from /),
    ),
  ]);
}

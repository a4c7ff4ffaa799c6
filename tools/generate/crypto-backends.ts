import { randomBytes } from "node:crypto";
import { combineBackends, createSealer } from "@keyferry/crypto";
import { createHostBackends } from "../testing/host-backends.ts";
import { openModule } from "../testing/open-module.ts";
import { testModules } from "../testing/pkcs11-tokens.ts";
import { capabilitiesTable, columnOf, readColumn, type Column } from "./capabilities-table.ts";

/**
 * What each backend can do, asked of the backends themselves, and of modules with fresh tokens. The column of a module
 * that KEYFERRY_WITHOUT leaves out is taken from the document as it is.
 */
export async function cryptoBackendsTable(document: string): Promise<string> {
  const sealer = createSealer(randomBytes(32));
  const host = createHostBackends(sealer);
  const usual = host.filter(({ name }) => name === "node" || name === "software");
  const columns: Column[] = [
    ...host.map((backend) => columnOf(backend.name, backend)),
    columnOf("node,software", combineBackends(usual)),
  ];
  for (const module of testModules) {
    const name = `pkcs11 on ${module.name}`;
    columns.push(module.leftOut ? readColumn(document, name) : await moduleColumn(name, module));
  }
  return capabilitiesTable(columns);
}

async function moduleColumn(name: string, module: (typeof testModules)[number]): Promise<Column> {
  const { backend, close } = await openModule(module);
  try {
    return columnOf(name, backend);
  } finally {
    await close();
  }
}

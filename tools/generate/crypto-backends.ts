import { randomBytes } from "node:crypto";
import { combineBackends, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createPkcs11Backend } from "@keyferry/crypto-pkcs11";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";
import { testModules } from "../testing/pkcs11-tokens.ts";
import { capabilitiesTable, columnOf, readColumn, type Column } from "./capabilities-table.ts";

/**
 * What each backend can do, asked of the backends themselves, and of modules with fresh tokens. The column of a module
 * that KEYFERRY_WITHOUT leaves out is taken from the document as it is.
 */
export async function cryptoBackendsTable(document: string): Promise<string> {
  const sealer = createSealer(randomBytes(32));
  const host = {
    node: createNodeBackend({ sealer }),
    software: createSoftwareBackend({ sealer }),
    webcrypto: createWebCryptoBackend({ sealer }),
  };
  const columns: Column[] = [
    ...Object.entries(host).map(([name, backend]) => columnOf(name, backend)),
    columnOf("node,software", combineBackends([host.node, host.software])),
  ];
  for (const module of testModules) {
    const name = `pkcs11 on ${module.name}`;
    columns.push(module.leftOut ? readColumn(document, name) : await moduleColumn(name, module));
  }
  return capabilitiesTable(columns);
}

async function moduleColumn(name: string, module: (typeof testModules)[number]): Promise<Column> {
  const token = module.newToken();
  try {
    const backend = await createPkcs11Backend({ ...token.options, execArgv: [] });
    try {
      return columnOf(name, backend);
    } finally {
      await backend.close();
    }
  } finally {
    token.remove();
  }
}

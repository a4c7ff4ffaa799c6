import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TokenSource } from "@keyferry/crypto";
import { type ComponentName, isLeftOut } from "./left-out.ts";
import { sourceArguments } from "./source-arguments.ts";

/** A fresh token in a temporary folder. */
export interface TestToken {
  readonly options: TokenSource & { readonly execArgv: readonly string[] };
  /** The folder with all that the token consists of. */
  readonly folder: string;
  readonly pinFile: string;
  remove(): void;
}

/** A module that the tests run on. */
export interface TestModule {
  readonly name: string;
  /** Whether KEYFERRY_WITHOUT leaves it out. */
  readonly leftOut: boolean;
  newToken(label?: string): TestToken;
}

export const pin = "keyferry-test-pin";

/** Without a compiler there is no pkcs11js, and so no module. */
const leftOut = (component: ComponentName) => isLeftOut(component) || isLeftOut("compiler");

const softHsmLibraries = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/usr/local/lib/softhsm/libsofthsm2.so",
  "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

function run(command: string, args: readonly string[], debianPackage: string, env = process.env): void {
  try {
    execFileSync(command, args, { env, stdio: "pipe" });
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (!isMissing) throw cause;
    throw new Error(`${command} is missing: apt-get install ${debianPackage}`, { cause });
  }
}

function newFolder(): Pick<TestToken, "folder" | "pinFile" | "remove"> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-pkcs11-"));
  const pinFile = join(folder, "pin");
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 });
  return {
    folder,
    pinFile,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** SoftHSM 2: OAEP with SHA-1 only, and key wrap of whole blocks of 8 bytes. */
export const softHsm: TestModule = {
  name: "SoftHSM",
  leftOut: leftOut("softhsm"),
  newToken(label = "keyferry") {
    const place = newFolder();
    const configuration = join(place.folder, "softhsm2.conf");
    const tokens = join(place.folder, "tokens");
    mkdirSync(tokens);
    writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
    const environment = { SOFTHSM2_CONF: configuration };
    const command = [
      "--init-token",
      "--free",
      "--label",
      label,
      "--pin",
      pin,
      "--so-pin",
      "so-pin-of-a-test",
    ];
    run("softhsm2-util", command, "softhsm2", { ...process.env, ...environment });
    const module = softHsmLibraries.find((path) => existsSync(path));
    if (module === undefined) throw new Error("libsofthsm2.so is missing: apt-get install softhsm2");
    return {
      ...place,
      options: {
        module,
        token: { label },
        pin: { file: place.pinFile },
        environment,
        execArgv: sourceArguments,
      },
    };
  },
};

/** NSS softoken: OAEP with both hashes, and key wrap of every length up to 256 bytes. */
export const nss: TestModule = {
  name: "NSS",
  leftOut: leftOut("nss"),
  newToken() {
    const place = newFolder();
    const database = join(place.folder, "database");
    mkdirSync(database);
    run("certutil", ["-N", "-d", `sql:${database}`, "-f", place.pinFile], "libnss3-tools");
    const options = {
      module: "libsoftokn3.so",
      token: { label: "NSS Certificate DB" },
      pin: { file: place.pinFile },
      libraryParameters: `configdir='sql:${database}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`,
      execArgv: sourceArguments,
    };
    return { ...place, options };
  },
};

/** Every module that the tests run on. */
export const testModules: readonly TestModule[] = [softHsm, nss];

/**
 * Brings what the tests and the demo need from outside npm: installs it with apt-get where that is possible, and says how
 * to install it where it is not. `KEYFERRY_WITHOUT=openssl,chromium` does without; what is then left out is said.
 *
 *   node tools/set-up.ts [COMPONENT ...]     all of them unless some are named
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isLeftOut, leftOut, type ComponentName } from "./testing/left-out.ts";
import { pgbouncerProgram, postgresProgram } from "./testing/postgres/programs.ts";
import { canMount } from "./testing/small-disk.ts";

interface Component {
  readonly name: ComponentName;
  /** Debian's package, or packages with blanks between them. */
  readonly debianPackage: string;
  readonly isThere: () => boolean;
  /** What is left to do once the package is there. */
  readonly build?: () => void;
}

const components: readonly Component[] = [
  // LibreSSL, which macOS calls openssl, has no SM2.
  {
    name: "openssl",
    debianPackage: "openssl",
    isThere: () => outputOf("openssl", "version").startsWith("OpenSSL 3"),
  },
  {
    name: "chromium",
    debianPackage: "chromium",
    isThere: () => existsSync(process.env["CHROMIUM"] ?? "/usr/bin/chromium"),
  },
  // pkcs11js is built where it is installed; npm goes on without it where it could not be.
  {
    name: "compiler",
    debianPackage: "g++ make python3",
    isThere: () =>
      outputOf(process.execPath, "--print", 'typeof require("pkcs11js").PKCS11') === "function\n",
    build: installPkcs11js,
  },
  {
    name: "softhsm",
    debianPackage: "softhsm2",
    isThere: () => outputOf("softhsm2-util", "--version") !== "",
  },
  {
    name: "nss",
    debianPackage: "libnss3 libnss3-tools",
    isThere: () => spawnSync("certutil", ["-H"]).error === undefined,
  },
  {
    name: "java",
    debianPackage: "default-jre-headless",
    isThere: () => spawnSync("keytool", ["-help"]).status === 0,
  },
  {
    name: "postgres",
    debianPackage: "postgresql pgbouncer",
    isThere: () =>
      [postgresProgram("postgres"), pgbouncerProgram()].every(
        (program) => outputOf(program, "--version") !== "",
      ),
  },
  // The languages of sample code: their parsers.
  {
    name: "jdk",
    debianPackage: "default-jdk-headless",
    isThere: () => outputOf("javac", "-version") !== "",
  },
  {
    name: "python",
    debianPackage: "python3",
    isThere: () => outputOf("python3", "--version") !== "",
  },
  { name: "go", debianPackage: "golang-go", isThere: () => outputOf("go", "version") !== "" },
  { name: "php", debianPackage: "php-cli", isThere: () => outputOf("php", "--version") !== "" },
  { name: "curl", debianPackage: "curl", isThere: () => outputOf("curl", "--version") !== "" },
  // Disks that a test can fill. Where neither root nor a user namespace may mount, leave it out.
  { name: "mounts", debianPackage: "util-linux", isThere: canMount },
];

const unknown = [...leftOut].filter((name) => !components.some((component) => component.name === name));
if (unknown.length > 0) fail(`KEYFERRY_WITHOUT: there is no ${unknown.join(", ")}`);

const named = process.argv.slice(2);
for (const { name, debianPackage, isThere, build } of components) {
  if (named.length > 0 && !named.includes(name)) continue;
  if (isLeftOut(name)) {
    console.log(`Without ${name}, as KEYFERRY_WITHOUT says: its tests are left out.`);
    continue;
  }
  if (isThere()) continue;
  install(debianPackage);
  build?.();
  if (!isThere()) {
    fail(`${name} is missing: apt-get install ${debianPackage} (or leave it out: KEYFERRY_WITHOUT=${name})`);
  }
}

function install(debianPackage: string): void {
  if (process.getuid?.() !== 0 || outputOf("apt-get", "--version") === "") return;
  console.log(`Installing ${debianPackage} ...`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit", env: environment });
  spawnSync("apt-get", ["install", "-y", "-qq", ...debianPackage.split(" ")], {
    stdio: "inherit",
    env: environment,
  });
}

function installPkcs11js(): void {
  const { optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  const version = optionalDependencies["pkcs11js"];
  if (version === undefined) return;
  spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", `pkcs11js@${version}`], {
    stdio: "inherit",
  });
}

function outputOf(command: string, ...args: readonly string[]): string {
  const { error, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return error === undefined ? stdout : "";
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

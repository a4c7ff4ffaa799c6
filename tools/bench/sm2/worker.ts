/** Measures every operation of SM2 once, after warming up, with or without WebAssembly. */
import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { sm2Arithmetic } from "../../../packages/gm/src/sm2/choose-arithmetic.ts";
import { signSm2, verifySm2 } from "../../../packages/gm/src/sm2/signature.ts";
import { decryptSm2, encryptSm2 } from "../../../packages/gm/src/sm2/encryption.ts";
import { operationsPerCpuSecond } from "../cpu-second.ts";

/** Operations per CPU-second, by the operation's name. */
export type Sm2Figures = ReadonlyMap<string, number>;

const { webAssembly } = workerData as { readonly webAssembly: boolean };
if (!webAssembly) Reflect.deleteProperty(globalThis, "WebAssembly");

const [scalar, dataKey, digest] = [randomBytes(32), randomBytes(32), randomBytes(32)];
// Below n for certain.
scalar[0] = 1;
const point = sm2Arithmetic().multiplyBase(scalar);
const ciphertext = encryptSm2(point, dataKey);
const signature = signSm2(scalar, digest);
// Several times as many as two runs use: no key is seen twice.
const unseen = Array.from({ length: webAssembly ? 10_000 : 2000 }, () =>
  sm2Arithmetic().multiplyBase(randomBytes(32)),
);

const operations = new Map<string, () => unknown>([
  ["encrypt, a fresh key", () => encryptSm2(unseen.pop() ?? refuse(), dataKey)],
  ["encrypt, one key", () => encryptSm2(point, dataKey)],
  ["decrypt", () => decryptSm2(scalar, ciphertext)],
  ["sign", () => signSm2(scalar, digest)],
  ["verify", () => verifySm2(point, digest, signature)],
  ["key pair", () => sm2Arithmetic().multiplyBase(randomBytes(32))],
]);

function refuse(): never {
  throw new Error("there are no fresh keys left");
}

const figures = new Map<string, number>();
for (const [name, operation] of operations) {
  await operationsPerCpuSecond(operation);
  figures.set(name, await operationsPerCpuSecond(operation));
}
parentPort?.postMessage(figures);

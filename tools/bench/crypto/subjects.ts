import { generateKeyPairSync, randomBytes } from "node:crypto";
import { type KeySpec, signsWith } from "@keyferry/algorithms";
import {
  bindingOf,
  createSealer,
  parseRecipientKey,
  type BackendKey,
  type CryptoBackend,
  type RecipientKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createHostBackends } from "../../testing/host-backends.ts";
import { openModule } from "../../testing/open-module.ts";
import { testModules, type TestModule } from "../../testing/pkcs11-tokens.ts";
import type { ReferenceName } from "./openssl-speed.ts";

/** One operation. */
export type Work = () => unknown;

/** An operation of one backend. */
export interface Subject {
  readonly backend: string;
  readonly name: string;
  /** The figure of OpenSSL that it is set beside; null where OpenSSL measures nothing of the kind. */
  readonly algorithm: ReferenceName | null;
  readonly work: Work;
  /** The process, beside this one, that does part of the work. */
  readonly helper: number | undefined;
}

/** What is measured, with all that was opened for it. */
export interface Subjects {
  readonly all: readonly Subject[];
  close(): Promise<void>;
}

/** A backend under measurement. */
interface Contestant {
  readonly name: string;
  readonly backend: CryptoBackend;
  readonly helper?: number | undefined;
  /** Which of its operations are measured; all when absent. */
  readonly only?: RegExp;
  readonly close: () => Promise<void>;
}

const versionId = "00000000-0000-0000-0000-000000000000";

/** Every operation that each backend claims, on the host and in the modules that KEYFERRY_WITHOUT does not leave out. */
export async function openSubjects(): Promise<Subjects> {
  const sealer = createSealer(randomBytes(32));
  const contestants: Contestant[] = createHostBackends(sealer).map((backend) => ({
    name: backend.name,
    backend,
    close: async () => backend.close(),
  }));
  for (const module of testModules) {
    if (module.leftOut) continue;
    contestants.push(await contestantOn(module));
    // What leaves is not tried: the difference is what the trial costs.
    const untried = await contestantOn(module, { verifyOutput: false });
    contestants.push({ ...untried, name: `${untried.name}, untried`, only: /^(?:generate|sign)/ });
  }
  const all: Subject[] = [];
  for (const contestant of contestants) {
    const { only } = contestant;
    const subjects = await subjectsOf(contestant);
    all.push(...subjects.filter(({ name }) => only === undefined || only.test(name)));
  }
  return {
    all,
    async close() {
      for (const { close } of contestants) await close();
    },
  };
}

async function contestantOn(
  module: TestModule,
  more?: { readonly verifyOutput: boolean },
): Promise<Contestant> {
  const { backend, close } = await openModule(module, more);
  const { processId } = await backend.inspect();
  return { name: `pkcs11 on ${module.name}`, backend, helper: processId, close };
}

async function subjectsOf({ name: backendName, backend, helper }: Contestant): Promise<readonly Subject[]> {
  const [claims] = backend.capabilities;
  if (claims === undefined) return [];
  const aes = await newKey(backend, "Aliyun_AES_256");
  const target = { key: aes, binding: bindingOf(versionId) };
  const source = { ...target, body: await backend.generateDataKey(target, 32) };
  // A module wraps data keys by RFC 5649, with an HMAC.
  const [sealing, sealed] =
    claims.protectionLevel === "HSM"
      ? (["key wrap", null] as const)
      : (["AES-256-GCM", "aes-256-gcm"] as const);
  const made: Subject[] = [
    of(`decrypt a data key, ${sealing}`, sealed, () => backend.decrypt(source)),
    of(`generate a data key, ${sealing}`, sealed, () => backend.generateDataKey(target, 32)),
  ];
  for (const algorithm of claims.wrappingAlgorithms) {
    const fresh = recipients(algorithm === "SM2PKE" ? "EC_SM2" : "RSA_2048");
    const bound = algorithm === "SM2PKE" ? "sm2 encrypt" : "rsa2048 public";
    made.push(of(`rewrap, ${algorithm}`, bound, () => backend.rewrap(source, fresh(), algorithm)));
  }
  const { signer } = backend;
  if (signer !== undefined) {
    const digest = randomBytes(32);
    for (const [spec, bound] of [
      ["RSA_2048", "rsa2048 private"],
      ["EC_P256", "ecdsap256 sign"],
      ["EC_SM2", "sm2 sign"],
    ] as const) {
      // The software backend makes RSA keys slowly, and the figure is that of the signature.
      if (!claims.keySpecs.includes(spec) || (spec === "RSA_2048" && backend.name === "software")) continue;
      const key = await newKey(backend, spec);
      for (const algorithm of claims.signatureAlgorithms.digest.filter((name) => signsWith(spec, name))) {
        made.push(of(`sign, ${algorithm}`, bound, () => signer.sign(key, algorithm, { digest })));
      }
    }
  }
  return made;

  function of(name: string, algorithm: ReferenceName | null, work: Work): Subject {
    return { backend: backendName, name, algorithm, work, helper };
  }
}

async function newKey(backend: CryptoBackend, spec: KeySpec): Promise<BackendKey> {
  const newKey = { owner: anOwner, versionId, spec, protectionLevel: "SOFTWARE" } as const;
  return { ...newKey, ...(await backend.createKey(newKey)) };
}

/** A few recipients in turn, so that nothing is made ready for one alone. */
function recipients(spec: "RSA_2048" | "EC_SM2"): () => RecipientKey {
  const keys = Array.from({ length: 8 }, () => {
    const { publicKey } =
      spec === "RSA_2048"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: "SM2" });
    return parseRecipientKey(publicKey.export({ type: "spki", format: "der" }), spec);
  });
  let next = 0;
  return () => {
    const key = keys[next++ % keys.length];
    if (key === undefined) throw new Error("there is no recipient");
    return key;
  };
}

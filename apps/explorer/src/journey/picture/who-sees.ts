import {
  createKey,
  decrypt,
  describeKey,
  exportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  scheduleKeyDeletion,
  type Operation,
} from "@keyferry/protocol";

/** Who may come near a data key, in the order in which it passes by. */
export const lanes = ["recipient", "caller", "wire", "kms", "store", "auditor"] as const;

/** One of {@link lanes}. */
export type Lane = (typeof lanes)[number];

/** The steps of the journey, in order. The first six are the journey, then come those who must not have the data key. */
export const steps = [
  "pair",
  "key",
  "dataKey",
  "export",
  "open",
  "compare",
  "eavesdropper",
  "wrongRecipient",
  "operator",
  "cleanUp",
] as const;

/** One of {@link steps}. */
export type Step = (typeof steps)[number];

/** How a data key lies in a lane: open, or sealed, by the KMS for itself, for the recipient, or by TLS. */
export type Form = "open" | "kms" | "recipient" | "tls";

/** What else a lane holds that the picture shows. */
export type Thing = "privateKey" | "otherPrivateKey" | "publicKey" | "kmsKey" | "sealedKmsKey" | "record";

/** What a lane has of it. */
export interface Sight {
  readonly dataKey: readonly Form[];
  readonly things: readonly Thing[];
}

/** What goes from one lane to another: a thing, or a name of the API. */
export interface Move {
  readonly from: Lane;
  readonly to: Lane;
  readonly carries: "publicKey" | "sealedKmsKey" | "record" | "exportedKey" | { readonly name: string };
}

/** The picture of a step. */
export interface Scene {
  readonly sights: Readonly<Record<Lane, Sight>>;
  /** In the order in which they happen. */
  readonly moves: readonly Move[];
  /** Whom the step is about, where it is about somebody who must not have the data key. */
  readonly watched: readonly Lane[];
}

/** What the pictures depend on. */
export interface Circumstances {
  /** Whether the caller asks for the data key in the clear too. */
  readonly withPlaintext: boolean;
  /** Whether the key is the reader's, and not made for the journey. */
  readonly ownKey: boolean;
  /** Whether what travels is encrypted on its way. In a tab nothing travels: shown is what plain HTTP would carry. */
  readonly wire: "http" | "tls" | "none";
}

type Drawn = Partial<{
  readonly dataKey: Partial<Record<Lane, readonly Form[]>>;
  readonly things: Partial<Record<Lane, readonly Thing[]>>;
  readonly moves: readonly Move[];
  readonly watched: readonly Lane[];
}>;

const holders = { recipient: ["privateKey"], kms: ["kmsKey"], store: ["sealedKmsKey"] } as const;
const recorded = { ...holders, auditor: ["record"] } as const;

/** A call, with what its answer is about. */
function call({ name }: Operation, ...answered: readonly string[]): readonly Move[] {
  return [
    { from: "caller", to: "kms", carries: { name } },
    { from: "kms", to: "caller", carries: { name: answered.join(", ") } },
  ];
}

const record: Move = { from: "kms", to: "auditor", carries: "record" };
const handOver: Move = { from: "caller", to: "recipient", carries: "exportedKey" };

/** The pictures as they are over plain HTTP. */
function draw({ withPlaintext, ownKey }: Circumstances): Readonly<Record<Step, Drawn>> {
  const generated: readonly Form[] = withPlaintext ? ["open", "kms"] : ["kms"];
  const kept: readonly Form[] = [...generated, "recipient"];
  const arrived = { recipient: ["open"], caller: kept } as const;
  return {
    pair: {
      things: { recipient: ["privateKey"], caller: ["publicKey"] },
      moves: [{ from: "recipient", to: "caller", carries: "publicKey" }],
    },
    key: {
      things: { ...recorded, caller: ["publicKey"] },
      moves: ownKey
        ? [...call(describeKey, "KeyId"), record]
        : [...call(createKey, "KeyId"), { from: "kms", to: "store", carries: "sealedKmsKey" }, record],
    },
    dataKey: {
      dataKey: { caller: generated, wire: generated, kms: ["open"] },
      things: { ...recorded, caller: ["publicKey"] },
      moves: [
        ...(withPlaintext
          ? call(generateDataKey, "Plaintext", "CiphertextBlob")
          : call(generateDataKeyWithoutPlaintext, "CiphertextBlob")),
        record,
      ],
    },
    export: {
      dataKey: { caller: kept, wire: ["kms", "recipient"], kms: ["open"] },
      things: { ...recorded, caller: ["publicKey"], kms: ["kmsKey", "publicKey"] },
      moves: [...call(exportDataKey, "ExportedDataKey"), record],
    },
    open: { dataKey: arrived, things: holders, moves: [handOver] },
    compare: {
      dataKey: { ...arrived, caller: ["open"], wire: ["kms", "open"], kms: ["open"] },
      things: recorded,
      moves: [...call(decrypt, "Plaintext"), record],
    },
    eavesdropper: {
      dataKey: { ...arrived, wire: ["kms", "recipient"] },
      things: holders,
      watched: ["wire"],
    },
    wrongRecipient: {
      dataKey: { recipient: ["recipient"], caller: kept },
      things: { ...holders, recipient: ["otherPrivateKey"] },
      moves: [handOver],
      watched: ["recipient"],
    },
    operator: { dataKey: arrived, things: recorded, watched: ["kms", "store", "auditor"] },
    cleanUp: {
      dataKey: arrived,
      things: { ...(ownKey && { kms: ["kmsKey"] }), store: ["sealedKmsKey"], auditor: ["record"] },
      moves: ownKey ? [] : [...call(scheduleKeyDeletion, "RequestId"), record],
    },
  };
}

/** Who sees what at a step. */
export function sceneOf(step: Step, circumstances: Circumstances): Scene {
  const { dataKey = {}, things = {}, moves = [], watched = [] } = draw(circumstances)[step];
  const sights = Object.fromEntries(
    lanes.map((lane) => [lane, { dataKey: dataKey[lane] ?? [], things: things[lane] ?? [] }]),
  ) as Record<Lane, Sight>;
  // Whatever is inside, the wire has what TLS makes of it.
  if (circumstances.wire === "tls" && sights.wire.dataKey.length > 0) {
    sights.wire = { dataKey: ["tls"], things: [] };
  }
  return { sights, moves, watched };
}

/** Whether the data key is there at a step. */
export function isMade(step: Step): boolean {
  return steps.indexOf(step) >= steps.indexOf("dataKey");
}

/** What a lane's sight comes to: it sees the data key, holds it sealed, has nothing of it, or there is none yet. */
export type Verdict = "sees" | "sealed" | "nothing" | "notYet";

/** What the sight of a lane comes to, once the data key is made. */
export function verdictOf({ dataKey }: Sight): Verdict {
  if (dataKey.includes("open")) return "sees";
  return dataKey.length > 0 ? "sealed" : "nothing";
}

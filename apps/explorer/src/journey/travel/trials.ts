import { decrypt, describeKey, generateDataKey } from "@keyferry/protocol";
import { openWith, readAll, type Attempt } from "./attempts.ts";
import { NotProvedError } from "./not-proved.ts";
import { sha256 } from "./sha256.ts";
import type { Stage } from "./stage.ts";

/** Answers that hold the data key by their nature: that they can be read is told, and is no fault of an export. */
const open: ReadonlySet<unknown> = new Set([generateDataKey, decrypt]);

function insistOnNothing(attempts: readonly Attempt[]): void {
  if (attempts.some(({ operation, gotDataKey }) => gotDataKey && !open.has(operation))) {
    throw new NotProvedError("exposed");
  }
}

/** Somebody who has every byte that travelled reads it, and tries a private key of his own. */
export function eavesdrop(
  { take, makePair, exchanges }: Stage,
  exported: Uint8Array,
  dataKey: Uint8Array,
): Promise<void> {
  return take("eavesdropper", async ({ tried }) => {
    const own = await makePair();
    const attempts = [...readAll(exchanges, dataKey), await openWith(own, exported, dataKey)];
    tried(...attempts);
    insistOnNothing(attempts);
  });
}

/** A recipient gets what was exported to another. */
export function mistakeRecipient({ take, makePair }: Stage, exported: Uint8Array, dataKey: Uint8Array) {
  return take("wrongRecipient", async ({ tell, tried }) => {
    const other = await makePair();
    tell({ name: "otherFingerprint", value: sha256(other.publicKey) });
    const attempt = await openWith(other, exported, dataKey);
    tried(attempt);
    insistOnNothing([attempt]);
  });
}

/** Whoever runs the KMS looks at what it tells of the key. */
export function operate({ take, call, exchanges }: Stage, KeyId: string, dataKey: Uint8Array): Promise<void> {
  return take("operator", async ({ tell, tried }) => {
    const { KeyMetadata } = await call(describeKey, { KeyId });
    tell(
      { name: "keyState", value: KeyMetadata.KeyState },
      { name: "protection", value: KeyMetadata.ProtectionLevel },
    );
    const attempts = readAll(exchanges.slice(-1), dataKey);
    tried(...attempts);
    insistOnNothing(attempts);
  });
}

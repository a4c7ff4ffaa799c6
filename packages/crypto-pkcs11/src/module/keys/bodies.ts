import { joinPublic, publicBytesOf, secretBase64, wipe } from "@keyferry/bytes";
import { undecryptable, unsupported } from "@keyferry/crypto";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type {
  ModuleFindings,
  ModuleRefusal,
  ModuleSettings,
  ModuleSource,
  ModuleTarget,
  ModuleWrapping,
} from "../../calls.ts";
import { bodyForm } from "./body-form.ts";
import { TokenFault } from "../session/cryptoki-error.ts";
import { createDataKeys } from "./data-keys.ts";
import { createGcmData } from "./gcm-data.ts";
import type { Session } from "../session/session.ts";
import { symmetricPart } from "./symmetric-parts.ts";
import type { TokenKeys } from "./token-keys.ts";
import { triedDataKeys, triedGcmData } from "./tried-output.ts";
import { wrapForRecipient, wrapOrRefuse } from "./wrap-for-recipient.ts";

/** The bodies of blobs under symmetric keys of a token. */
export interface Bodies {
  encrypt(session: Session, target: ModuleTarget, text: Uint8Array): Uint8Array;
  /** The text that was encrypted; of a data key its base64 text. */
  decrypt(session: Session, source: ModuleSource): Uint8Array;
  generateDataKey(session: Session, target: ModuleTarget, length: number): Uint8Array;
  rewrap(session: Session, source: ModuleSource, wrapping: ModuleWrapping): Uint8Array;
  /** Unwraps once; answers what came of each, in their order. */
  rewrapForEach(
    session: Session,
    source: ModuleSource,
    wrappings: readonly ModuleWrapping[],
  ): readonly (Uint8Array | ModuleRefusal)[];
  reencrypt(session: Session, source: ModuleSource, destination: ModuleTarget): Uint8Array;
}

/** The base64 text of a data key that is a visible object. */
function readAsText(session: Session, dataKey: Handle): Uint8Array {
  const value = session.read(dataKey, pkcs11.CKA_VALUE);
  try {
    return secretBase64(value);
  } finally {
    wipe(value);
  }
}

/** Bodies under the keys of a token. */
export function createBodies(
  keys: TokenKeys,
  findings: ModuleFindings,
  { verifyOutput }: Pick<ModuleSettings, "verifyOutput">,
): Bodies {
  const untriedData = createGcmData(findings.gcmParameters);
  const gcmData = verifyOutput ? triedGcmData(untriedData) : untriedData;
  const untriedKeys = createDataKeys(keys, findings);
  const dataKeys = verifyOutput ? triedDataKeys(untriedKeys) : untriedKeys;

  const associatedData = ({ binding }: ModuleTarget) => joinPublic(publicBytesOf(bodyForm.data), binding);

  const encrypt = (session: Session, target: ModuleTarget, text: Uint8Array): Uint8Array => {
    const key = keys.find(session, symmetricPart(target.key, "encryption"));
    const sealed = gcmData.seal(session, key, text, associatedData(target));
    return joinPublic(publicBytesOf(bodyForm.data), sealed);
  };

  const decryptData = (session: Session, source: ModuleSource): Uint8Array => {
    const key = keys.find(session, symmetricPart(source.key, "encryption"));
    return gcmData.open(session, key, source.body.subarray(1), associatedData(source));
  };

  /** Works with a data key that nobody can read. */
  const openInside = <T>(session: Session, source: ModuleSource, work: (dataKey: Handle) => T): T => {
    if (source.body[0] === bodyForm.data) {
      const message = "the blob was made by Encrypt, whose plaintext the module cannot wrap inside";
      throw unsupported(message);
    }
    if (source.body[0] !== bodyForm.dataKey) throw undecryptable();
    return dataKeys.open(session, source, false, work);
  };

  return {
    encrypt,
    decrypt(session, source) {
      switch (source.body[0]) {
        case bodyForm.data:
          return decryptData(session, source);
        case bodyForm.dataKey:
          return dataKeys.open(session, source, true, (dataKey) => readAsText(session, dataKey));
        default:
          throw undecryptable();
      }
    },
    generateDataKey: (session, target, length) => dataKeys.generate(session, target, length),
    rewrap: (session, source, wrapping) =>
      openInside(session, source, (dataKey) => wrapForRecipient(session, dataKey, wrapping)),
    rewrapForEach: (session, source, wrappings) =>
      openInside(session, source, (dataKey) =>
        wrappings.map((wrapping) => wrapOrRefuse(session, dataKey, wrapping)),
      ),
    reencrypt(session, source, destination) {
      if (source.body[0] === bodyForm.dataKey) {
        const moved = dataKeys.open(session, source, false, (dataKey) =>
          dataKeys.seal(session, destination, dataKey),
        );
        // A wrapped key of another length would come out as another key.
        if (moved.length !== source.body.length) {
          throw new TokenFault("the module wrapped a data key to a wrong length");
        }
        return moved;
      }
      if (source.body[0] !== bodyForm.data) throw undecryptable();
      const text = decryptData(session, source);
      try {
        return encrypt(session, destination, text);
      } finally {
        wipe(text);
      }
    },
  };
}

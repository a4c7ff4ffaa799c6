import { encryptSm2 } from "@keyferry/gm";
import { deleteKeyMaterial, getParametersForImport, importKeyMaterial } from "@keyferry/protocol";
import { isThere, keyOf, type Draw, type Model, type Step } from "./model.ts";
import { outcomeOf, type World } from "./world.ts";

const day = 86_400_000;
/** How long imported material is there that expires, in days. */
const lasting = 3;
/** Bytes of an SM2 public key's SubjectPublicKeyInfo before its point. */
const beforePoint = 26;

/** Two materials: which one is drawn. */
const materialOf = (on: boolean) => new Uint8Array(32).fill(on ? 1 : 2);
const expires = ({ alias }: Draw) => alias === 1;

/** Steps on imported material. */
export const importSteps: Readonly<Record<string, Step>> = {
  "import material": {
    async ask(world, draw, { now }) {
      return world.call(importKeyMaterial, {
        KeyId: world.keys[draw.key] ?? "",
        ...(await wrapped(world, now, materialOf(draw.on))),
        ...(expires(draw) && { KeyMaterialExpireUnix: (now + lasting * day) / 1000 }),
      });
    },
    act(model, draw) {
      const key = keyOf(model, draw.key);
      if (!isThere(key, model)) return "Forbidden.KeyNotFound";
      if (key.state === "PendingDeletion") return "Rejected.StateModifiedFailed";
      if (!key.isExternal) return "Unsupported.Origin";
      if (key.bound !== undefined && key.bound !== draw.on) return "InvalidKeyMaterial";
      key.bound = draw.on;
      key.materialUntil = expires(draw) ? model.now + lasting * day : Infinity;
      if (key.state === "PendingImport") key.state = "Enabled";
      return "OK";
    },
  },
  "take material away": {
    ask: ({ call, keys }, { key }) => call(deleteKeyMaterial, { KeyId: keys[key] ?? "" }),
    act(model, draw) {
      const key = keyOf(model, draw.key);
      if (!isThere(key, model)) return "Forbidden.KeyNotFound";
      if (!key.isExternal) return "Unsupported.Origin";
      key.materialUntil = -Infinity;
      if (key.state !== "PendingDeletion") key.state = "PendingImport";
      return "OK";
    },
  },
};

/** What goes with material that is wrapped for the external key. Where that key is gone, the form is enough. */
async function wrapped(
  { call, keys, imports }: World,
  now: Model["now"],
  material: Uint8Array,
): Promise<{ readonly ImportToken: Uint8Array; readonly EncryptedKeyMaterial: Uint8Array }> {
  if (imports.token === undefined || imports.until <= now) {
    const wrapping = { WrappingAlgorithm: "SM2PKE", WrappingKeySpec: "EC_SM2" } as const;
    const { answer } = await outcomeOf(call(getParametersForImport, { KeyId: keys[2] ?? "", ...wrapping }));
    if (answer !== undefined) {
      Object.assign(imports, { token: answer, until: answer.TokenExpireTime.getTime() });
    }
  }
  const { token } = imports;
  if (token === undefined) return { ImportToken: material, EncryptedKeyMaterial: material };
  const EncryptedKeyMaterial = encryptSm2(token.PublicKey.subarray(beforePoint), material);
  return { ImportToken: token.ImportToken, EncryptedKeyMaterial };
}

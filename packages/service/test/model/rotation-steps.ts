import { rotateSecret, updateSecretRotationPolicy } from "@keyferry/protocol";
import type { Draw, Model, ModelRotation, ModelSecret, Step } from "./model.ts";
import { closedSecret, isKeyUsable, label, secretName, secretOf, versionId } from "./secret-steps.ts";
import { passwordOf, type HookMood } from "./world.ts";

const day = 86_400;
const interval = 2 * day;

/** Renews a value, as far as the hook and the key let it; answers the code. */
function renew(model: Model, secret: ModelSecret, id: string | undefined, mood: HookMood): string {
  const { rotation, versions } = secret;
  if (rotation === undefined) throw new Error("asked for before");
  if (!isKeyUsable(model)) return failed(model, rotation, "Rejected.Unavailable");
  if (rotation.left === undefined) {
    if (mood === "create fails") return failed(model, rotation, "ServiceUnavailableTemporary");
    model.made += 1;
    rotation.left = [id ?? `by itself, ${String(model.made)}`, JSON.stringify(passwordOf(model.made))];
    versions.push(rotation.left);
    label(secret, "", [], rotation.left[0]);
  } else if (id !== undefined && rotation.left[0] !== id) {
    const [before, data] = rotation.left;
    rotation.left = [id, data];
    versions.splice(
      versions.findIndex(([version]) => version === before),
      1,
    );
    versions.push(rotation.left);
  }
  if (mood === "apply fails") return failed(model, rotation, "ServiceUnavailableTemporary");
  label(secret, rotation.left[0], ["ACSCurrent"]);
  rotation.left = undefined;
  rotation.lastAt = model.now;
  if (rotation.automatic !== "Disabled") {
    rotation.automatic = "Enabled";
    rotation.nextAt = model.now + interval * 1000;
  }
  return "OK";
}

function failed(model: Model, rotation: ModelRotation, code: string): string {
  if (rotation.automatic === "Enabled" && isDue(rotation, model)) rotation.automatic = "Invalid";
  return code;
}

function isDue({ left, nextAt }: ModelRotation, { now }: Model): boolean {
  return left !== undefined || nextAt <= now;
}

/** Renews by itself what is due; answers whether all of it was done. */
export function renewDue(model: Model, mood: HookMood): boolean {
  let isDone = true;
  for (const secret of model.secrets.values()) {
    const { rotation, deleteAt } = secret;
    if (rotation === undefined || deleteAt !== Infinity || !isDue(rotation, model)) continue;
    if (renew(model, secret, undefined, mood) !== "OK") isDone = false;
  }
  return isDone;
}

/** What is said of a secret that is to be rotated: undefined where it may be. */
function unrotatable(model: Model, draw: Draw): string | undefined {
  const closed = closedSecret(model, draw);
  if (closed !== undefined) return closed;
  return secretOf(model, draw).rotation === undefined ? "UnsupportedOperation" : undefined;
}

/** Steps on rotations of secrets. */
export const rotationSteps: Readonly<Record<string, Step>> = {
  "rotate secret": {
    ask: ({ call }, draw) => call(rotateSecret, { SecretName: secretName(draw), VersionId: versionId(draw) }),
    act(model, draw) {
      const closed = unrotatable(model, draw);
      if (closed !== undefined) return closed;
      const secret = secretOf(model, draw);
      const id = versionId(draw);
      const isNew = !secret.versions.some(([version]) => version === id);
      if (!isNew && secret.rotation?.left?.[0] !== id) return "OK";
      return renew(model, secret, id, draw.mood);
    },
  },
  "set rotation": {
    ask: ({ call }, draw) =>
      call(updateSecretRotationPolicy, {
        ...{ SecretName: secretName(draw), EnableAutomaticRotation: draw.on, RotationInterval: interval },
      }),
    act(model, draw) {
      const closed = unrotatable(model, draw);
      if (closed !== undefined) return closed;
      const secret = secretOf(model, draw);
      const { rotation, createdAt } = secret;
      if (rotation === undefined) throw new Error("asked for before");
      rotation.automatic = draw.on ? "Enabled" : "Disabled";
      rotation.nextAt = draw.on ? (rotation.lastAt ?? createdAt) + interval * 1000 : Infinity;
      if (draw.on && isDue(rotation, model)) renew(model, secret, undefined, draw.mood);
      return "OK";
    },
  },
};

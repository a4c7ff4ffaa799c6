import {
  createSecret,
  deleteSecret,
  getSecretValue,
  putSecretValue,
  restoreSecret,
  tagResource,
  untagResource,
  updateSecretVersionStage,
} from "@keyferry/protocol";
import { expect } from "vitest";
import { isThere, keyOf, window, type Draw, type Model, type ModelSecret, type Step } from "./model.ts";

/** A version's name in an answer: where nobody has named it, the service has made a UUID. */
export function named(id: string): unknown {
  return id.startsWith("by itself") ? expect.stringMatching(/^[0-9a-f-]{36}$/) : id;
}

/** The key that all secrets are sealed under. */
const sealing = 1;
const notFound = "Forbidden.ResourceNotFound";
const inWindow = "Rejected.ResourceInDeleteWindow";

/** Name of a secret. */
export const secretName = ({ secret }: Draw) => `model/${String(secret)}`;
/** Name of a version. */
export const versionId = ({ version }: Draw) => `v${String(version)}`;
const isManaged = ({ secret }: Draw) => secret === 1;
const first = { AccountName: "orders", AccountPassword: "first" };

/** What is said of a secret that is to be used or changed: undefined where it may be. */
export function closedSecret(model: Model, draw: Draw): string | undefined {
  const secret = model.secrets.get(draw.secret);
  if (secret === undefined) return notFound;
  return secret.deleteAt === Infinity ? undefined : inWindow;
}

/** Whether the key of all secrets can be used. */
export function isKeyUsable(model: Model): boolean {
  const key = keyOf(model, sealing);
  return isThere(key, model) && key.state === "Enabled";
}

/** A secret that is there. */
export function secretOf({ secrets }: Model, { secret }: Draw): ModelSecret {
  const found = secrets.get(secret);
  if (found === undefined) throw new Error("asked for before");
  return found;
}

/** Gives a version labels as the service does, and lets the oldest one without a label go where there are eleven. */
export function label(
  { stages, versions }: ModelSecret,
  id: string,
  names: readonly string[],
  kept?: string,
): void {
  const before = stages.get("ACSCurrent");
  for (const name of names) stages.set(name, id);
  if (names.includes("ACSCurrent") && before !== undefined && before !== id) {
    stages.set("ACSPrevious", before);
  }
  const labelled = new Set([...stages.values(), kept]);
  const oldest = versions.findIndex(([version]) => !labelled.has(version));
  if (versions.length > 10 && oldest >= 0) versions.splice(oldest, 1);
}

/** What a value needs: the secret, its key's row, the secret's state, the key's state, in this order. */
function closedValue(model: Model, draw: Draw): string | undefined {
  if (!model.secrets.has(draw.secret)) return notFound;
  if (!isThere(keyOf(model, sealing), model)) return "Rejected.Unavailable";
  return closedSecret(model, draw) ?? (isKeyUsable(model) ? undefined : "Rejected.Unavailable");
}

/** Steps on secrets. */
export const secretSteps: Readonly<Record<string, Step>> = {
  "make secret": {
    ask: ({ call, keys }, draw) =>
      call(createSecret, {
        ...{ SecretName: secretName(draw), VersionId: "v0", EncryptionKeyId: keys[sealing] ?? "" },
        ...(isManaged(draw)
          ? {
              SecretType: "Rds",
              SecretData: JSON.stringify({ Accounts: [first] }),
              ExtendedConfig: '{"SecretSubType":"SingleUser","DBInstanceId":"rm-1"}',
            }
          : { SecretData: "v0" }),
      }),
    act(model, draw) {
      if (!isThere(keyOf(model, sealing), model)) return "Forbidden.KeyNotFound";
      if (!isKeyUsable(model)) return "Rejected.Unavailable";
      if (model.secrets.has(draw.secret)) return closedSecret(model, draw) ?? "Rejected.ResourceExist";
      model.secrets.set(draw.secret, {
        ...{ createdAt: model.now, deleteAt: Infinity, tags: new Map() },
        versions: [["v0", isManaged(draw) ? JSON.stringify(first) : "v0"]],
        stages: new Map([["ACSCurrent", "v0"]]),
        rotation: isManaged(draw)
          ? { automatic: "Disabled", nextAt: Infinity, lastAt: undefined, left: undefined }
          : undefined,
      });
      return "OK";
    },
  },
  "put value": {
    ask: ({ call }, draw) =>
      call(putSecretValue, {
        ...{ SecretName: secretName(draw), VersionId: versionId(draw), SecretData: versionId(draw) },
        VersionStages: [draw.label],
      }),
    act(model, draw) {
      const closed = closedValue(model, draw);
      if (closed !== undefined) return closed;
      const secret = secretOf(model, draw);
      if (secret.rotation !== undefined) return "UnsupportedOperation";
      const id = versionId(draw);
      if (secret.versions.some(([version]) => version === id)) {
        // Again: it is given what no version has.
        if (!secret.stages.has(draw.label)) label(secret, id, [draw.label]);
        return "OK";
      }
      secret.versions.push([id, id]);
      label(secret, id, [draw.label]);
      return "OK";
    },
  },
  "get value": {
    ask: ({ call }, draw) => call(getSecretValue, { SecretName: secretName(draw), VersionStage: draw.label }),
    act(model, draw) {
      const secret = model.secrets.get(draw.secret);
      if (secret !== undefined && !secret.stages.has(draw.label)) return notFound;
      return closedValue(model, draw) ?? "OK";
    },
    check: (answer: { readonly VersionId: string; readonly SecretData: string }, model, draw) => {
      const { stages, versions } = secretOf(model, draw);
      const id = stages.get(draw.label) ?? "";
      const data = versions.find(([version]) => version === id)?.[1];
      expect([answer.VersionId, answer.SecretData]).toEqual([named(id), data]);
    },
  },
  "move label": {
    ask: ({ call }, draw) =>
      call(updateSecretVersionStage, {
        ...{ SecretName: secretName(draw), VersionStage: draw.label, MoveToVersion: versionId(draw) },
      }),
    act(model, draw) {
      const closed = closedSecret(model, draw);
      if (closed !== undefined) return closed;
      const secret = secretOf(model, draw);
      if (secret.rotation !== undefined) return "UnsupportedOperation";
      const id = versionId(draw);
      if (!secret.versions.some(([version]) => version === id)) return notFound;
      label(secret, id, [draw.label]);
      return "OK";
    },
  },
  "delete secret": {
    ask: ({ call }, draw) =>
      call(deleteSecret, {
        SecretName: secretName(draw),
        ...(draw.on ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: 7 }),
      }),
    act(model, draw) {
      const closed = closedSecret(model, draw);
      if (closed !== undefined) return closed;
      if (draw.on) model.secrets.delete(draw.secret);
      else secretOf(model, draw).deleteAt = model.now + window;
      return "OK";
    },
  },
  "restore secret": {
    ask: ({ call }, draw) => call(restoreSecret, { SecretName: secretName(draw) }),
    act(model, draw) {
      const closed = closedSecret(model, draw);
      if (closed !== inWindow) return closed ?? "Rejected.ResourceInUse";
      secretOf(model, draw).deleteAt = Infinity;
      return "OK";
    },
  },
  "tag secret": {
    ask: ({ call }, draw) =>
      call(tagResource, { SecretName: secretName(draw), Tags: [{ TagKey: "a", TagValue: "1" }] }),
    act(model, draw) {
      const code = closedSecret(model, draw) ?? "OK";
      if (code === "OK") secretOf(model, draw).tags.set("a", "1");
      return code;
    },
  },
  "untag secret": {
    ask: ({ call }, draw) => call(untagResource, { SecretName: secretName(draw), TagKeys: ["a"] }),
    act(model, draw) {
      const code = closedSecret(model, draw) ?? "OK";
      if (code === "OK") secretOf(model, draw).tags.delete("a");
      return code;
    },
  },
};

import type { SecretFilter, SecretReader, SecretRecord, StoreScope } from "@keyferry/store";
import { pageOf } from "../state/page-of.ts";
import type { Session } from "../state/session.ts";
import { isIn, nameOfVersion } from "../state/state.ts";
import { copiedSecretVersion, isLivingSecret, livingSecret, versionsOfSecret } from "./held-secrets.ts";

/** Makes the reader of the secrets of one scope. */
export function createSecretReader({ read, now }: Session, scope: StoreScope): SecretReader {
  return {
    byName: (name) => read((state) => livingSecret(state, scope, name, now())?.record),

    version: (name, id) =>
      read((state) => {
        if (livingSecret(state, scope, name, now()) === undefined) return undefined;
        const found = state.secretVersions.get(nameOfVersion(scope, name, id));
        return found && copiedSecretVersion(found.record);
      }),

    versions: (name) =>
      read((state) => {
        const held = livingSecret(state, scope, name, now());
        const versions = held === undefined ? [] : versionsOfSecret(state, held);
        return versions.map(({ id, createdAt }) => ({ id, createdAt }));
      }),

    list: (filter, page) =>
      read((state) => {
        const found = Array.from(state.secrets.values())
          .filter(isIn(scope))
          .filter((held) => isLivingSecret(held, now()))
          .map(({ record }) => record)
          .filter((secret) => matches(secret, filter));
        return pageOf(found, page);
      }),
  };
}

const wholeTexts = ["instance", "type", "creator"] as const;
const beginnings = ["name", "description"] as const;

function matches(secret: SecretRecord, filter: SecretFilter): boolean {
  const whole = wholeTexts.every((property) => {
    const value = secret[property];
    return filter[property] === undefined || (value !== null && filter[property].includes(value));
  });
  return whole && beginnings.every((property) => hasBeginning(secret[property], filter[property]));
}

function hasBeginning(text: string, wanted: readonly string[] | undefined): boolean {
  return (
    wanted === undefined ||
    wanted.some((value) => (value.endsWith("*") ? text.startsWith(value.slice(0, -1)) : text === value))
  );
}

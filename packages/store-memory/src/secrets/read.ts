import type { SecretFilter, SecretReader, StoreScope } from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import { pageOf } from "../state/page-of.ts";
import type { Session } from "../state/session.ts";
import { isIn, type State } from "../state/state.ts";
import { tagsOf } from "../tags/held-tags.ts";
import {
  type HeldSecretRecord,
  copiedSecretVersion,
  livingSecret,
  versionsOfSecret,
} from "./held-secrets.ts";

/** Makes the reader of the secrets of one scope. */
export function createSecretReader({ read, now }: Session, scope: StoreScope): SecretReader {
  return {
    byName: (name) => read((state) => livingSecret(state, scope, name, now())?.record),

    version: (name, id) =>
      read((state) => {
        const held = livingSecret(state, scope, name, now());
        const found = held && versionsOfSecret(state, held).find((version) => version.id === id);
        return found && copiedSecretVersion(found);
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
          .filter((held) => isLiving(held, now()))
          .filter((held) => matches(state, held, filter))
          .map(({ record }) => record);
        return pageOf(found, page);
      }),
  };
}

const wholeTexts = ["instance", "type", "creator"] as const;
const beginnings = ["name", "description"] as const;

function matches(state: State, { scope, record: secret }: HeldSecretRecord, filter: SecretFilter): boolean {
  const tags = () => tagsOf(state, scope, "secret", secret.name);
  const isTagged =
    (filter.tagKey === undefined || tags().some(({ key }) => filter.tagKey?.includes(key))) &&
    (filter.tagValue === undefined || tags().some(({ value }) => filter.tagValue?.includes(value)));
  const whole = wholeTexts.every((property) => {
    const value = secret[property];
    return filter[property] === undefined || (value !== null && filter[property].includes(value));
  });
  return (
    whole && isTagged && beginnings.every((property) => hasBeginning(secret[property], filter[property]))
  );
}

function hasBeginning(text: string, wanted: readonly string[] | undefined): boolean {
  return (
    wanted === undefined ||
    wanted.some((value) => (value.endsWith("*") ? text.startsWith(value.slice(0, -1)) : text === value))
  );
}

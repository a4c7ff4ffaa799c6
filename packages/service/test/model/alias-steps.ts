import { createAlias, deleteAlias, encrypt, updateAlias } from "@keyferry/protocol";
import { isThere, keyOf, type Draw, type Model, type Step } from "./model.ts";

const nameOf = ({ alias }: Draw) => `alias/model-${String(alias)}`;
const noKey = "Forbidden.KeyNotFound";
const noAlias = "Forbidden.AliasNotFound";

/** Steps on aliases. */
export const aliasSteps: Readonly<Record<string, Step>> = {
  "make alias": {
    ask: ({ call, keys }, draw) =>
      call(createAlias, { AliasName: nameOf(draw), KeyId: keys[draw.key] ?? "" }),
    act(model, draw) {
      const key = keyOf(model, draw.key);
      if (!isThere(key, model)) return noKey;
      if (key.state === "PendingDeletion") return "Rejected.StateModifiedFailed";
      if (model.aliases.has(draw.alias)) return "AliasAlreadyExists";
      model.aliases.set(draw.alias, draw.key);
      return "OK";
    },
  },
  "move alias": {
    ask: ({ call, keys }, draw) =>
      call(updateAlias, { AliasName: nameOf(draw), KeyId: keys[draw.key] ?? "" }),
    act(model, draw) {
      const key = keyOf(model, draw.key);
      if (!model.aliases.has(draw.alias)) return noAlias;
      if (!isThere(key, model)) return noKey;
      if (key.state === "PendingDeletion") return "Rejected.PendingDeletion";
      model.aliases.set(draw.alias, draw.key);
      return "OK";
    },
  },
  "delete alias": {
    ask: ({ call }, draw) => call(deleteAlias, { AliasName: nameOf(draw) }),
    act: ({ aliases }, draw) => (aliases.delete(draw.alias) ? "OK" : noAlias),
  },
  "encrypt by alias": {
    ask: ({ call }, draw) => call(encrypt, { KeyId: nameOf(draw), Plaintext: "a" }),
    act: (model, draw) => usedBy(model, draw),
  },
};

function usedBy(model: Model, { alias }: Draw): string {
  const index = model.aliases.get(alias);
  if (index === undefined) return noAlias;
  const { state } = keyOf(model, index);
  return state === "Enabled" ? "OK" : `Rejected.${state}`;
}

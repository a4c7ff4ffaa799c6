import { operations, type Operation } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { modelsOf, type AnswerSchema, type Form } from "./clients/client-models.ts";
import { loadKms } from "./clients/kms20160120.ts";

const { answerFormOf } = modelsOf(loadKms().kms);

const known = (Object.values(operations) as readonly Operation[]).flatMap((operation) => {
  const form = answerFormOf(operation.name);
  return form === undefined ? [] : [{ name: operation.name, operation, form }];
});

/** Members that our answers have and the client does not read, by their path: documented, and newer than the client. */
const oursAlone: ReadonlySet<string> = new Set([
  "KeyMetadata.DKMSInstanceId",
  "KeyMetadata.DeletionProtection",
  "KeyMetadata.DeletionProtectionDescription",
  // Secrets have had types, and with them rotation, since 2021.
  "SecretType",
  "SecretList.Secret.SecretType",
  "ExtendedConfig",
  "AutomaticRotation",
  "RotationInterval",
  "NextRotationDate",
  "LastRotationDate",
  "DKMSInstanceId",
]);

describe("the answers that the official client reads", () => {
  it("are those of most operations", () => {
    expect(known.length).toBeGreaterThan(25);
  });

  it.each(known)("of $name have every member that it knows, of its type", ({ operation, form }) => {
    const ours = formOf(z.toJSONSchema(operation.answered, { io: "input", unrepresentable: "any" }));
    expect(differences(form, ours)).toEqual([]);
  });
});

function formOf(schema: unknown): Form {
  const { type, items, properties } = schema as AnswerSchema;
  if (type === "array") return formOf(items);
  if (properties === undefined) return String(type);
  return Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, formOf(member)]));
}

/** What is not the same, by path; what {@link oursAlone} explains is left out. */
function differences(theirs: Form, ours: Form, path: readonly string[] = []): readonly string[] {
  if (typeof theirs === "string" || typeof ours === "string") {
    return theirs === ours
      ? []
      : [`${path.join(".")}: ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`];
  }
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((name) => {
    const at = [...path, name];
    const [their, our] = [theirs[name], ours[name]];
    if (their === undefined) return oursAlone.has(at.join(".")) ? [] : [`${at.join(".")}: ours alone`];
    return our === undefined ? [`${at.join(".")}: the client's alone`] : differences(their, our, at);
  });
}

import { encodeBase64, type Operation } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { eachExample } from "../../../tools/testing/examples.ts";
import { exampleParameters } from "./example-things.ts";
import { bytes, ci, type Parameters } from "./requests.ts";
import {
  account as owner,
  createService,
  here,
  outcomeIn,
  refusalIn,
  region,
  type Service,
} from "./service.ts";

const withDryRun = eachExample.filter(({ operation }) => operation.dryRun);
const keyNotFound = "Forbidden.KeyNotFound: ";
const secretNotFound = "Forbidden.ResourceNotFound: ";
const unknown = "11111111-1111-4111-8111-111111111111";
const unknownBlob = encodeBase64(bytes(`${unknown}${"x".repeat(60)}`));

let service: Service;
/** The parameters of each operation's example. */
const sound: Record<string, Parameters> = {};

beforeAll(async () => {
  service = await createService();
  for (const example of withDryRun) {
    sound[example.operation.name] = await exampleParameters(service, example);
  }
});

/** The same with a key or a secret that is not there: where no field names one, the ciphertext does. */
function unsound({ name, fields }: Operation): Parameters {
  const secret = fields.find(({ identifies }) => identifies === "secret");
  if (secret !== undefined) return { ...sound[name], [secret.name]: "not-there" };
  const named = fields.find(({ identifies, required }) => identifies === "key" && required);
  const blob = fields.find(({ ciphertext }) => ciphertext !== undefined);
  return {
    ...sound[name],
    ...(named === undefined ? blob && { [blob.name]: unknownBlob } : { [named.name]: unknown }),
  };
}

/** Everything of the account that a call could have changed. */
async function contents(): Promise<unknown> {
  const home = service.store.scoped({ account: owner, region });
  const page = { offset: 0, limit: 1000 };
  const keys = await home.keys.read.list({}, page);
  const versions = await Promise.all(keys.items.map(({ id }) => home.keys.read.listVersions(id, page)));
  return [
    keys,
    versions,
    await home.aliases.read.list(page),
    await service.store.everywhere.instances.read.list(),
  ];
}

describe.each(withDryRun.map(({ operation }) => [operation.name, operation] as const))(
  "a dry run of %s",
  (name, operation) => {
    const dry = (parameters: Parameters = {}, sending = {}) =>
      service.send(name, { ...parameters, DryRun: "true" }, { kind: "vpc", ...sending });

    it("is DryRunOperationError where the call is performed, and changes nothing", async () => {
      const before = await contents();
      const response = await dry(sound[name]);
      expect([response.status, outcomeIn(response)]).toEqual([400, "DryRunOperationError"]);
      expect(await contents()).toEqual(before);
      expect(outcomeIn(await service.send(name, sound[name], { kind: "vpc" }))).toBe("OK");
    });

    it("is AccessDeniedError where the call is not permitted", async () => {
      const response = await dry(sound[name], { signer: ci });
      const may = name === "Encrypt";
      expect(outcomeIn(response)).toBe(may ? "DryRunOperationError" : "AccessDeniedError");
      expect(response.status).toBe(may ? 400 : 403);
    });

    it("is ValidationError where the key or the secret is not there, and where a parameter is missing", async () => {
      for (const [parameters, code] of [
        [unsound(operation), operation.secretStates === undefined ? keyNotFound : secretNotFound],
        [{}, "MissingParameter: "],
      ] as const) {
        const refused = refusalIn(await dry(parameters));
        expect([refused.status, refused.code]).toEqual([400, "ValidationError"]);
        expect(refused.message).toContain(code);
      }
    });
  },
);

describe("GetKeyPolicy and SetKeyPolicy", () => {
  it("know no DryRun, and are performed all the same", async () => {
    const KeyId = await service.newKey({ DKMSInstanceId: here });
    const Principal = { RAM: [`acs:ram::${owner}:*`] };
    const statement = { Effect: "Allow", Principal, Action: "kms:Describe*", Resource: "*" };
    const Policy = JSON.stringify({ Version: "1", Statement: [statement] });
    const DryRun = "true";
    expect(outcomeIn(await service.send("SetKeyPolicy", { KeyId, Policy, DryRun }))).toBe("OK");
    const { body } = await service.send("GetKeyPolicy", { KeyId, DryRun });
    expect(JSON.parse(body)).toMatchObject({ Policy });
  });
});

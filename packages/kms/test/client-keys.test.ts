import { X509Certificate } from "node:crypto";
import {
  createApplicationAccessPoint,
  createClientKey,
  deleteApplicationAccessPoint,
  deleteClientKey,
  getClientKey,
  listClientKeys,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslOpenPkcs12 } from "../../../tools/testing/openssl.ts";
import { account, as, createService, outcomeOf, region, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
  await service.call(createApplicationAccessPoint, { Name: "shop", Policies: [] });
});

const Password = "not-secret-1";
const create = (request: object = {}) =>
  service.call(createClientKey, { AapName: "shop", Password, ...request });
const idsOf = async (request: { readonly AapName?: string }) =>
  (await service.call(listClientKeys, request)).ClientKeys.map(({ ClientKeyId }) => ClientKeyId);
const gone = "Forbidden.ResourceNotFound";

describe("a client key", () => {
  it("is made, told of and deleted, and is then gone", async () => {
    service.clock.now = Date.UTC(2026, 1, 28, 3, 4, 5, 678);
    const life = { NotBefore: new Date("2026-02-28T03:04:05Z"), NotAfter: new Date("2031-02-28T03:04:05Z") };
    const made = await create();
    const { ClientKeyId, PrivateKeyData } = made;
    expect(made).toEqual({ ClientKeyId, PrivateKeyData, KeyAlgorithm: "RSA_2048", ...life });
    expect(ClientKeyId).toMatch(/^KAAP\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const told = await service.call(getClientKey, { ClientKeyId });
    expect(told).toEqual({
      ...{ ClientKeyId, AapName: "shop", KeyAlgorithm: "RSA_2048", KeyOrigin: "KMS_PROVIDED" },
      ...{ ...life, CreateTime: new Date(service.clock.now), PublicKeyData: told.PublicKeyData },
    });
    const certificate = new X509Certificate(told.PublicKeyData);
    expect(certificate.subject).toBe(`CN=${ClientKeyId}`);
    expect(certificate.toString()).toBe(told.PublicKeyData);
    expect(await service.call(listClientKeys, { AapName: "shop" })).toEqual({ ClientKeys: [told] });
    expect(await service.call(deleteClientKey, { ClientKeyId })).toEqual({});
    expect(await outcomeOf(service.call(getClientKey, { ClientKeyId }))).toBe(gone);
    expect(await outcomeOf(service.call(deleteClientKey, { ClientKeyId }))).toBe(gone);
  });

  it.skipIf(isLeftOut("openssl"))(
    "is told of by the certificate of the bundle that was handed out",
    async () => {
      const { ClientKeyId, PrivateKeyData } = await create();
      const { pem } = opensslOpenPkcs12(PrivateKeyData, Password);
      const { PublicKeyData } = await service.call(getClientKey, { ClientKeyId });
      expect(pem).toContain(PublicKeyData);
    },
  );

  it("is good in the time that is said, in the past as well", async () => {
    const life = { NotBefore: new Date("2023-08-31T17:14:33Z"), NotAfter: new Date("2099-12-31T23:59:59Z") };
    const { ClientKeyId, ...made } = await create(life);
    expect(made).toMatchObject(life);
    const told = await service.call(getClientKey, { ClientKeyId });
    expect(told).toMatchObject(life);
    expect(new Date(new X509Certificate(told.PublicKeyData).validTo)).toEqual(life.NotAfter);
  });

  it.each([
    ["no end", { NotBefore: new Date(0) }],
    ["no beginning", { NotAfter: new Date("2099-01-01T00:00:00Z") }],
    ["an end before its beginning", { NotBefore: new Date(2000), NotAfter: new Date(1000) }],
    ["a beginning before 1950", { NotBefore: new Date("0950-01-01T00:00:00Z"), NotAfter: new Date(0) }],
    ["a beginning just before", { NotBefore: new Date("1949-12-31T23:59:59Z"), NotAfter: new Date(0) }],
    ["no time at all", { NotBefore: new Date(1000), NotAfter: new Date(1000) }],
  ])("is not made with %s", async (_, life) => {
    expect(await outcomeOf(create(life))).toBe("InvalidParameter");
    expect(await idsOf({})).toEqual([]);
  });

  it("is of an access point that is there, and goes with it", async () => {
    expect(await outcomeOf(create({ AapName: "none" }))).toBe(gone);
    expect(await outcomeOf(service.call(listClientKeys, { AapName: "none" }))).toBe(gone);
    await service.call(createApplicationAccessPoint, { Name: "depot", Policies: [] });
    const [one, two, three] = [await create(), await create({ AapName: "depot" }), await create()];
    expect(await idsOf({})).toEqual([one, two, three].map(({ ClientKeyId }) => ClientKeyId));
    expect(await idsOf({ AapName: "shop" })).toEqual([one.ClientKeyId, three.ClientKeyId]);
    await service.call(deleteApplicationAccessPoint, { Name: "shop" });
    expect(await idsOf({})).toEqual([two.ClientKeyId]);
    const { ClientKeyId } = one;
    expect(await outcomeOf(service.call(getClientKey, { ClientKeyId }))).toBe(gone);
  });

  it("is one of at most 1,000", async () => {
    const { write } = service.store.scoped({ account, region }).clientKeys;
    const certificate = new Uint8Array(1);
    const record = {
      accessPoint: "shop",
      algorithm: "RSA_2048",
      certificate,
      notBefore: 0,
      notAfter: 1,
      createdAt: 0,
    };
    for (let count = 0; count < 1000; count += 1) await write.create({ ...record, id: String(count) }, 1000);
    const before = service.clientKeysMade();
    expect(await outcomeOf(create())).toBe("Rejected.LimitExceeded");
    expect(service.clientKeysMade()).toBe(before);
    await write.delete("7");
    expect(await outcomeOf(create())).toBe("OK");
  });

  it("is not made where nobody makes any", async () => {
    service = await createService({ makesClientKeys: false });
    await service.call(createApplicationAccessPoint, { Name: "shop", Policies: [] });
    expect(await outcomeOf(create())).toBe("UnsupportedOperation");
  });

  it("needs permission on its access point", async () => {
    const shop = `acs:kms:${region}:${account}:applicationaccesspoint/shop`;
    const statements = [{ Effect: "Allow", Action: "kms:*ClientKey*", Resource: shop }];
    service = await createService({ users: [{ name: "ci", statements }] });
    for (const Name of ["shop", "depot"]) {
      await service.call(createApplicationAccessPoint, { Name, Policies: [] });
    }
    const denied = "Forbidden.NoPermission";
    const { ClientKeyId } = await service.call(createClientKey, { AapName: "shop", Password }, as("ci"));
    const other = await create({ AapName: "depot" });
    const outcomes = (id: string, AapName: string) =>
      Promise.all(
        [
          service.call(createClientKey, { AapName, Password }, as("ci")),
          service.call(getClientKey, { ClientKeyId: id }, as("ci")),
          service.call(listClientKeys, { AapName }, as("ci")),
          service.call(deleteClientKey, { ClientKeyId: id }, as("ci")),
        ].map(outcomeOf),
      );
    expect(await outcomes(other.ClientKeyId, "depot")).toEqual([denied, denied, denied, denied]);
    expect(await outcomes(ClientKeyId, "shop")).toEqual(["OK", "OK", "OK", "OK"]);
    expect(await outcomeOf(service.call(listClientKeys, {}, as("ci")))).toBe(denied);
  });
});

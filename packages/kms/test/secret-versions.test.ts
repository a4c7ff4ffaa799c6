import { listSecretVersionIds, type RequestOf } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOnSecret, SecretName } from "./secret-calls.ts";
import { createService, outcomeOf, type Service } from "./service.ts";

let service: Service;
const { create, put, get, stage, versions } = callsOnSecret(() => service);

beforeEach(async () => {
  service = await createService();
});

describe("another value of a secret", () => {
  beforeEach(() => create());

  it("is the current one; the one before is the previous one, and the rest have no label", async () => {
    expect(await put("v2", "two")).toEqual({ SecretName, VersionId: "v2", VersionStages: ["ACSCurrent"] });
    await put("v3", "three");
    expect(await versions()).toEqual({ v1: [], v2: ["ACSPrevious"], v3: ["ACSCurrent"] });
    expect((await get()).SecretData).toBe("three");
    expect((await get({ VersionStage: "ACSPrevious" })).SecretData).toBe("two");
    expect((await get({ VersionId: "v1" })).VersionStages).toEqual([]);
  });

  it("is listed without a label only where that is asked for, by pages of 20 unless said", async () => {
    await put("v2", "two");
    await put("v3", "three");
    const list = (more: Partial<RequestOf<typeof listSecretVersionIds>>) =>
      service.call(listSecretVersionIds, { SecretName, ...more });
    expect(await list({})).toMatchObject({ TotalCount: 2, PageNumber: 1, PageSize: 20 });
    const { VersionIds, TotalCount } = await list({ IncludeDeprecated: true, PageSize: 2, PageNumber: 2 });
    expect([VersionIds.map(({ VersionId }) => VersionId), TotalCount]).toEqual([["v3"], 3]);
  });

  it("has the labels that it is given, and leaves the current one where it is not among them", async () => {
    await put("v2", "two", { VersionStages: ["next"] });
    expect(await versions()).toEqual({ v1: ["ACSCurrent"], v2: ["next"] });
    expect((await put("v3", "three", { VersionStages: ["ACSCurrent", "next"] })).VersionStages).toEqual([
      "ACSCurrent",
      "next",
    ]);
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: [], v3: ["ACSCurrent", "next"] });
    await put("v4", "four", { VersionStages: ["ACSCurrent", "ACSPrevious"] });
    expect(await versions()).toMatchObject({ v3: ["next"], v4: ["ACSCurrent", "ACSPrevious"] });
  });

  it("is one when it is put twice; another value of the same version is refused", async () => {
    await put("v2", "two");
    await put("v3", "three");
    expect(await put("v2", "two")).toEqual({ SecretName, VersionId: "v2", VersionStages: ["ACSPrevious"] });
    expect((await get()).SecretData).toBe("three");
    expect(await outcomeOf(put("v2", "other"))).toBe("Rejected.ResourceExist");
    const many = await Promise.all(Array.from({ length: 5 }, () => outcomeOf(put("v4", "four"))));
    expect(many).toEqual(["OK", "OK", "OK", "OK", "OK"]);
    expect(await versions()).toEqual({ v1: [], v2: [], v3: ["ACSPrevious"], v4: ["ACSCurrent"] });
  });

  it("is another one when it is of another type, with the same characters", async () => {
    await put("v2", "dHdv");
    expect(await outcomeOf(put("v2", "dHdv", { SecretDataType: "binary" }))).toBe("Rejected.ResourceExist");
    expect((await get()).SecretDataType).toBe("text");
  });

  it("gets labels that no version has when it is put again, and takes none from another", async () => {
    expect((await put("v1", "one", { VersionStages: ["ACSCurrent", "mine"] })).VersionStages).toEqual([
      "ACSCurrent",
      "mine",
    ]);
    await put("v2", "two", { VersionStages: ["ACSCurrent", "mine"] });
    await put("v1", "one", { VersionStages: ["ACSCurrent", "mine"] });
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent", "mine"] });
  });

  it("makes room for itself: of more than 10 the oldest without a label goes", async () => {
    await put("kept", "kept", { VersionStages: ["keep"] });
    for (let n = 2; n <= 12; n += 1) await put(`v${String(n)}`, String(n));
    const left = Object.keys(await versions());
    expect(left).toEqual(["kept", ...Array.from({ length: 9 }, (_, at) => `v${String(at + 4)}`)]);
    expect(await outcomeOf(get({ VersionId: "v3" }))).toBe("Forbidden.ResourceNotFound");
  });

  it("has a label of at most 8, the two built in included", async () => {
    const own = (count: number) => Array.from({ length: count }, (_, at) => `own-${String(at)}`);
    await put("v2", "two", { VersionStages: ["ACSCurrent", ...own(6)] });
    expect(await outcomeOf(put("v3", "three", { VersionStages: ["one more"] }))).toBe(
      "Rejected.LimitExceeded",
    );
    expect(await outcomeOf(stage({ VersionStage: "more", MoveToVersion: "v1" }))).toBe(
      "Rejected.LimitExceeded",
    );
    expect(Object.keys(await versions())).toEqual(["v1", "v2"]);
  });
});

describe("a label", () => {
  beforeEach(async () => {
    await create();
    await put("v2", "two");
  });

  it("is given, moved and taken away; the current one takes the previous one along", async () => {
    await stage({ VersionStage: "own", MoveToVersion: "v1" });
    expect((await get({ VersionStage: "own" })).SecretData).toBe("one");
    await stage({ VersionStage: "own", MoveToVersion: "v2", RemoveFromVersion: "v1" });
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent", "own"] });
    await stage({ VersionStage: "own", RemoveFromVersion: "v2" });
    await stage({ VersionStage: "ACSCurrent", MoveToVersion: "v1", RemoveFromVersion: "v2" });
    expect(await versions()).toEqual({ v1: ["ACSCurrent"], v2: ["ACSPrevious"] });
  });

  it.each([
    ["MissingParameter", { VersionStage: "own" }],
    ["MissingParameter", { VersionStage: "ACSCurrent", RemoveFromVersion: "v2" }],
    ["MissingParameter", { VersionStage: "ACSPrevious", RemoveFromVersion: "v1" }],
    ["Rejected.InvalidRequest", { VersionStage: "own", RemoveFromVersion: "v1" }],
    ["Rejected.InvalidRequest", { VersionStage: "ACSCurrent", MoveToVersion: "v2", RemoveFromVersion: "v1" }],
    ["Forbidden.ResourceNotFound", { VersionStage: "own", MoveToVersion: "v9" }],
    ["Forbidden.ResourceNotFound", { VersionStage: "own", MoveToVersion: "v1", RemoveFromVersion: "v9" }],
  ] as const)("is refused, %s, with %j", async (code, request) => {
    expect(await outcomeOf(stage(request))).toBe(code);
    expect(await versions()).toEqual({ v1: ["ACSPrevious"], v2: ["ACSCurrent"] });
  });

  it("names no version when it is given with another one's id", async () => {
    expect((await get({ VersionId: "v2", VersionStage: "ACSCurrent" })).SecretData).toBe("two");
    const wrong = get({ VersionId: "v1", VersionStage: "ACSCurrent" });
    expect(await outcomeOf(wrong)).toBe("Forbidden.ResourceNotFound");
    expect(await outcomeOf(get({ VersionStage: "none" }))).toBe("Forbidden.ResourceNotFound");
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followAddress, keepInAddress, linkTo, readRoute, route } from "../src/address/route.ts";

describe("an address", () => {
  it("leads back to its place, whatever stands in it", () => {
    const path = ["secrets", "db/orders?100%#ü"];
    const query = { page: "2", KeyId: "a&b=c +", empty: "", absent: undefined };
    const read = readRoute(linkTo(path, query));
    expect([read.path, Object.fromEntries(read.query)]).toEqual([path, { page: "2", KeyId: "a&b=c +" }]);
  });

  it("that is no address of ours is read as it stands", () => {
    expect(readRoute("#/keys/%E0%A4%A").path).toEqual(["keys", "%E0%A4%A"]);
  });
});

describe("what a view keeps in the address", () => {
  const place = { hash: "#/operations/CreateKey" };
  beforeEach(() => {
    vi.stubGlobal("location", place);
    vi.stubGlobal("addEventListener", () => undefined);
    vi.stubGlobal("history", {
      replaceState: (_state: null, _title: string, hash: string) => (place.hash = hash),
    });
    place.hash = "#/operations/CreateKey";
    followAddress();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("stands there, and the page knows it", () => {
    keepInAddress({ KeySpec: "EC_SM2" });
    expect(place.hash).toBe("#/operations/CreateKey?KeySpec=EC_SM2");
    expect(route.value.query.get("KeySpec")).toBe("EC_SM2");
  });

  it("takes nobody back who has just followed a link", () => {
    // The browser has the new address; its event comes later.
    place.hash = "#/operations/DeleteClientKey";
    keepInAddress({ KeySpec: "EC_SM2" });
    expect(place.hash).toBe("#/operations/DeleteClientKey");
  });
});

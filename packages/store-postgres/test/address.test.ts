import { describe, expect, it } from "vitest";
import { nameOfAddress, readAddress } from "../src/connection/address.ts";

const plain = { port: 5432, database: "kms", user: undefined, password: undefined, tls: false };

describe("the URL of a database", () => {
  it.each([
    ["postgres://localhost/kms", { ...plain, host: "localhost" }],
    ["postgresql://127.0.0.1:6000/kms", { ...plain, host: "127.0.0.1", port: 6000 }],
    ["postgres://[::1]/kms", { ...plain, host: "::1" }],
    ["postgres://%2Frun%2Fpostgresql/kms", { ...plain, host: "/run/postgresql" }],
    ["postgres:///kms?host=/run/postgresql", { ...plain, host: "/run/postgresql" }],
    [
      "postgres://a%40b:p%3A%2F%25@localhost/my%20kms",
      { ...plain, host: "localhost", user: "a@b", password: "p:/%", database: "my kms" },
    ],
  ])("is read: %s", (url, address) => {
    expect(readAddress(url)).toEqual(address);
  });

  it("leads over TLS to any other machine, and to this one where there is a certificate to believe", () => {
    expect(readAddress("postgres://db.example/kms").tls).toEqual({ ca: undefined, host: "db.example" });
    expect(readAddress("postgres://10.0.0.1/kms", "PEM").tls).toEqual({ ca: "PEM", host: "10.0.0.1" });
    expect(readAddress("postgres://localhost/kms", "PEM").tls).toEqual({ ca: "PEM", host: "localhost" });
    expect(readAddress("postgres://localhost/kms?sslmode=verify-full").tls).toEqual({
      ca: undefined,
      host: "localhost",
    });
    expect(readAddress("postgres://db.example/kms?sslmode=disable").tls).toBe(false);
  });

  it.each([
    ["mysql://localhost/kms", "it does not begin with postgres://"],
    ["postgres://", "it names no host"],
    ["postgres://:pass-word@/kms", "it is no URL"],
    ["postgres:///kms", "it names no host"],
    ["postgres://localhost", "it names no database"],
    ["postgres://localhost/", "it names no database"],
    ["postgres://localhost:99999/kms", "it is no URL"],
    ["postgres://u:pass-word%zz@localhost/kms", "it has a percent sign that encodes nothing"],
    ["postgres://u:pass-word@localhost/kms?sslkey=/etc/shadow", "the parameter sslkey is not known"],
    ["postgres://u:pass-word@localhost/kms?sslmode=require", "sslmode=require does not say who answers"],
    [`postgres://localhost/kms?${"x".repeat(4096)}`, "it is longer than 4096 characters"],
  ])("is refused, without its password: %.60s", (url, why) => {
    const read = () => readAddress(url);
    expect(read).toThrow(why);
    expect(read).toThrow(expect.objectContaining({ name: "StoreError", reason: "refused" }));
    expect(read).not.toThrow("pass-word");
  });

  it("cannot say that there is no TLS and whom to believe in it", () => {
    expect(() => readAddress("postgres://localhost/kms?sslmode=disable", "PEM")).toThrow("leaves no use");
  });

  it("is told without user and password", () => {
    expect(nameOfAddress(readAddress("postgres://u:p@[::1]:6000/kms"))).toBe("[::1]:6000/kms");
  });
});

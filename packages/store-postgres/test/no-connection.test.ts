import { describe, expect, it } from "vitest";
import { readAddress } from "../src/connection/address.ts";
import { noConnection } from "../src/connection/no-connection.ts";

const address = readAddress("postgres://user:pass-word@localhost:6000/kms");

describe("a database that cannot be reached", () => {
  it.each([
    ["28P01", "refuses the user or the password"],
    ["28000", "refuses the user or the password"],
    ["3D000", "is not there"],
    ["53300", "has no connection left"],
    ["57P03", "is starting or stopping"],
    ["ENOTFOUND", "has a host whose name is not known"],
    ["EAI_AGAIN", "has a host whose name is not known"],
    ["ECONNREFUSED", "is not reached"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "has a certificate that cannot be believed"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "has a certificate that cannot be believed"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "has a certificate that cannot be believed"],
    ["ECONNRESET", "does not answer"],
  ])("is told of by its code, %s, and without what it has said", (code, why) => {
    const error = noConnection(address, Object.assign(new Error("pass-word is wrong"), { code }));
    expect(error.reason).toBe("unavailable");
    expect(error.message).toMatch(new RegExp(`^The database localhost:6000/kms ${why}: [^:]+\\.$`));
    expect(error.message).not.toContain("pass-word");
  });

  it("is told of where it gives no code", () => {
    expect(noConnection(address, new Error("closed")).message).toContain("does not answer");
    const plain = new Error("The server does not support SSL connections");
    expect(noConnection(address, plain).message).toContain("knows no TLS");
  });
});

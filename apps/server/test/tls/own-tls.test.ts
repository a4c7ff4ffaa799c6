import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { openOwnTls } from "../../src/tls/own-tls.ts";
import { newFolder } from "../running-server.ts";
import { newTestAuthority } from "./made-identities.ts";

const day = 86_400_000;
const folder = newFolder();
const files = {
  certificateFile: join(folder, "certificate.pem"),
  keyFile: join(folder, "key.pem"),
  caFile: join(folder, "ca.pem"),
};
const authority = newTestAuthority("a CA of the operator's");
const sound = authority.server(["localhost"]);
const open = (clock = Date.now) => openOwnTls({ ...files, clock });

function put({ key, cert }: { readonly key: string; readonly cert: string }): void {
  writeFileSync(files.certificateFile, cert);
  writeFileSync(files.keyFile, key, { mode: 0o600 });
}

beforeEach(() => {
  put(sound);
  writeFileSync(files.caFile, authority.pem);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("an operator's own certificate", () => {
  it("is presented with its chain, and comes with the CA that clients are to trust", () => {
    writeFileSync(files.certificateFile, `about it\n${sound.cert}\nand its CA\n${authority.pem}`);
    const tls = open();
    expect(tls.identity).toEqual({ key: sound.key, chain: sound.cert + authority.pem });
    expect(tls.caFile).toBe(files.caFile);
    expect(tls.caCertificateChainPem).toBe(authority.pem);
  });

  it("needs no CA, where clients trust it as it is", () => {
    const tls = openOwnTls({ ...files, caFile: undefined, clock: Date.now });
    expect([tls.caFile, tls.caCertificateChainPem]).toEqual([null, null]);
  });

  it("is followed: another pair in the files is taken, once", async () => {
    const tls = open();
    expect(await tls.renew()).toBe(false);
    const other = authority.server(["localhost"]);
    put(other);
    expect(await tls.renew()).toBe(true);
    expect(tls.identity).toEqual({ key: other.key, chain: other.cert });
    expect(await tls.renew()).toBe(false);
  });

  it("stays while what is in the files is not sound", async () => {
    const tls = open();
    put({ ...sound, cert: authority.server(["localhost"]).cert });
    await expect(tls.renew()).rejects.toThrow("is not that of the first certificate in");
    put({ ...sound, cert: sound.cert.slice(0, 200) });
    await expect(tls.renew()).rejects.toThrow(`--tls-certificate: ${files.certificateFile} cannot be used`);
    expect(tls.identity).toEqual({ key: sound.key, chain: sound.cert });
  });
});

describe("an operator's own certificate is refused", () => {
  it("with a key that others can read, which is no secret any more", () => {
    chmodSync(files.keyFile, 0o640);
    expect(() => open()).toThrow(
      `--tls-key: ${files.keyFile} can be read or changed by other users (mode 0640): chmod go= ${files.keyFile}`,
    );
    chmodSync(files.keyFile, 0o600);
  });

  it.each(["certificateFile", "caFile"] as const)("with a %s that everybody can change", (name) => {
    chmodSync(files[name], 0o646);
    expect(() => open()).toThrow(`${files[name]} can be changed by other users (mode 0646)`);
    chmodSync(files[name], 0o644);
  });

  it.each([
    ["without a certificate", { ...sound, cert: "none" }, "there is no certificate in PEM in it"],
    ["without a key", { ...sound, key: "none" }, "--tls-key"],
    [
      "with another's key",
      { ...sound, key: authority.server([]).key },
      "is not that of the first certificate",
    ],
    ["when it is over", authority.server(["localhost"], [-9, -1]), "is good from"],
    ["when it is not good yet", authority.server(["localhost"], [1, 9]), "is good from"],
  ])("%s", (_, pair, reason) => {
    put(pair);
    expect(() => open()).toThrow(reason);
    expect(() => open()).not.toThrow(/BEGIN/);
  });

  it("without one of its files, which the message names", () => {
    for (const file of Object.values(files)) {
      rmSync(file);
      expect(() => open()).toThrow(`${file} is not there: check the path`);
      put(sound);
    }
  });

  it("while it runs, too, when its time is over, and stays", async () => {
    const time = { now: Date.now() };
    const tls = open(() => time.now);
    time.now += 30 * day;
    await expect(tls.renew()).rejects.toThrow("is good from");
    expect(tls.identity.chain).toBe(sound.cert);
  });
});

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { control } from "./control.ts";
import { builtIn, officialClient, type Failure } from "./official-client.ts";
import { isRunning } from "./rotation/is-running.ts";
import { startInVain, startServer, type RunningServer } from "./running-server.ts";

/** A database with passwords, and a program that sets them: as files of a folder. */
let folder: string;
let program: string;
let server: RunningServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keyferry-rotation-"));
  program = join(folder, "hook");
  writeFileSync(program, hook(), { mode: 0o700 });
});
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** Sets a password in the file `database`. Where there is a file `fail` it fails, and talks; while there is `hang` it does not end. */
function hook(): string {
  return `#!${process.execPath}
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
process.chdir(${JSON.stringify(folder)});
writeFileSync("pid", String(process.pid));
const { Step, Current, New } = JSON.parse(readFileSync(0, "utf8"));
if (existsSync("fail")) {
  console.log(Current.SecretData.AccountPassword);
  console.error(Current.SecretData.AccountPassword);
  process.exit(3);
}
if (Step === "apply") {
  writeFileSync("database", New.SecretData.AccountPassword);
  if (existsSync("hang")) setInterval(() => existsSync("hang") || process.exit(1), 10);
}
if (Step === "create" || !existsSync("hang")) console.log("{}");
`;
}

const start = async (more: { readonly data?: string } = {}) => {
  const flags = ["--test-controls", "--secret-rotation-hook", program];
  server = await startServer({ ...(more.data === undefined && { ephemeral: true }), ...more, flags });
  return server;
};

const SecretName = "orders/database";
const first = "the first password";
const request = {
  SecretName,
  VersionId: "v1",
  SecretType: "Rds",
  SecretData: JSON.stringify({ Accounts: [{ AccountName: "orders", AccountPassword: first }] }),
  ExtendedConfig: JSON.stringify({ SecretSubType: "SingleUser", DBInstanceId: "rm-1" }),
  EnableAutomaticRotation: true,
  RotationInterval: "6h",
};

function clientOf({ ready }: RunningServer) {
  const call = officialClient(ready.public, builtIn);
  return async (action: string, parameters: object = {}) =>
    (await call(action, { SecretName, ...parameters })) as unknown as Readonly<Record<string, string>>;
}

type Client = ReturnType<typeof clientOf>;

const passwordOf = async (call: Client, VersionStage = "ACSCurrent") => {
  const { SecretData = "" } = await call("GetSecretValue", { VersionStage });
  return (JSON.parse(SecretData) as { readonly AccountPassword: string }).AccountPassword;
};
const inForce = () => readFileSync(join(folder, "database"), "utf8");
const advance = (by: string, { ready }: RunningServer) => control(ready.public, "clock", { advance: by });

/** A server whose program hangs once it has set the next password; and the call that waits for it, which fails. */
async function startHanging(data: string) {
  const running = await start({ data });
  const call = clientOf(running);
  await call("CreateSecret", request);
  writeFileSync(join(folder, "hang"), "");
  const cut = call("RotateSecret", { VersionId: "v2" }).catch((error: unknown) => error);
  await expect
    .poll(() => statSync(join(folder, "database"), { throwIfNoEntry: false })?.size)
    .toBeGreaterThan(0);
  return { running, cut };
}

describe("a server with a program that renews secrets", () => {
  it("renews them when the time has come", async () => {
    const running = await start();
    const call = clientOf(running);
    await call("CreateSecret", request);
    expect(await passwordOf(call)).toBe(first);
    const { NextRotationDate } = await call("DescribeSecret");
    expect((await advance("7h", running)).status).toBe(200);
    const password = await passwordOf(call);
    expect(password).not.toBe(first);
    expect(password).toBe(inForce());
    expect(await passwordOf(call, "ACSPrevious")).toBe(first);
    const told = await call("DescribeSecret");
    expect(told).toMatchObject({ AutomaticRotation: "Enabled", RotationInterval: "21600s" });
    expect(Date.parse(told["LastRotationDate"] ?? "")).toBeGreaterThan(Date.parse(NextRotationDate ?? ""));
    await call("RotateSecret", { VersionId: "by hand" });
    expect(await passwordOf(call)).toBe(inForce());
    expect(await passwordOf(call, "ACSPrevious")).toBe(password);
  });

  it("shows, and says in its log, that the program fails, and tells no secret there", async () => {
    const running = await start();
    const call = clientOf(running);
    await call("CreateSecret", request);
    writeFileSync(join(folder, "fail"), "");
    expect((await advance("7h", running)).status).toBe(503);
    expect(await call("DescribeSecret")).toMatchObject({ AutomaticRotation: "Invalid" });
    const refused = call("RotateSecret", { VersionId: "v2" });
    const { code, entry, data } = await refused.then(
      () => Promise.reject(new Error("it was not refused")),
      (error: unknown) => error as Failure,
    );
    expect([code, entry.response.statusCode]).toEqual(["ServiceUnavailableTemporary", 503]);
    expect(data.Message).toContain("the rotation hook: the program ended with code 3");
    expect(await passwordOf(call)).toBe(first);
    const { error } = running.written();
    expect(error).toContain("due secrets could not be rotated");
    expect(error).toContain(`secret/${SecretName}`);
    expect(error).toContain("the program ended with code 3");
    expect(error).not.toContain(first);
    rmSync(join(folder, "fail"));
    expect((await advance("1s", running)).status).toBe(200);
    expect(await call("DescribeSecret")).toMatchObject({ AutomaticRotation: "Enabled" });
    expect(await passwordOf(call)).toBe(inForce());
  });

  it("knows the password that the program has set when the server was killed", async () => {
    const data = join(folder, "data");
    const { running, cut } = await startHanging(data);
    await running.stop("SIGKILL");
    expect(await cut).toBeInstanceOf(Error);
    rmSync(join(folder, "hang"));
    const again = await start({ data });
    const callAgain = clientOf(again);
    const set = inForce();
    expect(await passwordOf(callAgain)).toBe(first);
    expect((await advance("2m", again)).status).toBe(200);
    expect(await passwordOf(callAgain)).toBe(set);
    expect(inForce()).toBe(set);
    expect(await callAgain("GetSecretValue")).toMatchObject({ VersionId: "v2" });
  });
});

describe("a server that stops in the midst of a rotation", () => {
  it("ends the program, and goes on when it starts again", async () => {
    const data = join(folder, "data");
    const { running, cut } = await startHanging(data);
    expect(await running.stop()).toBe(0);
    expect(await cut).toBeInstanceOf(Error);
    await expect.poll(() => isRunning(join(folder, "pid"))).toBe(false);
    const again = await start({ data });
    const hung = inForce();
    rmSync(join(folder, "hang"));
    expect((await advance("2m", again)).status).toBe(200);
    expect(await passwordOf(clientOf(again))).toBe(hung);
  });
});

describe("a server with a URL that renews secrets", () => {
  it("has them renewed there", async () => {
    const told: string[] = [];
    await using hooked = await hookAt(({ Step, New }) => {
      if (New !== undefined) told.push(New.SecretData.AccountPassword);
      return Step === "create"
        ? { SecretData: { AccountName: "orders", AccountPassword: "made there" } }
        : {};
    });
    const flags = ["--secret-rotation-hook", hooked.url];
    server = await startServer({ ephemeral: true, flags });
    const call = clientOf(server);
    await call("CreateSecret", { ...request, EnableAutomaticRotation: false });
    await call("RotateSecret", { VersionId: "v2" });
    expect(await passwordOf(call)).toBe("made there");
    expect(told).toEqual(["made there"]);
  });
});

interface Question {
  readonly Step: string;
  readonly New?: { readonly SecretData: { readonly AccountPassword: string } };
}

/** Answers questions at a URL. */
async function hookAt(
  answer: (question: Question) => object,
): Promise<AsyncDisposable & { readonly url: string }> {
  const http = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => outgoing.end(JSON.stringify(answer(JSON.parse(body) as Question))));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}/rotate`,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

describe("what renews secrets", () => {
  it.each([
    ["hook", "must be the whole path of a program"],
    ["http://192.0.2.7/rotate", "secrets go to https URLs"],
    ["ftp://127.0.0.1/rotate", "secrets go to https URLs"],
    ["https://user:hush@example.com/", "leave user, password and fragment out"],
    ["/none/hook", "--secret-rotation-hook: "],
  ])("is not %s", async (given, says) => {
    const { exitCode, error } = await startInVain({
      data: join(folder, "data"),
      flags: ["--secret-rotation-hook", given],
    });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    expect(error).not.toContain("hush");
  });

  it("is no file that cannot be run, or that anybody can write", async () => {
    for (const [mode, says] of [
      [0o600, "is no program"],
      [0o777, "can be changed by other users"],
    ] as const) {
      rmSync(program);
      writeFileSync(program, "#!/bin/sh\n");
      chmodSync(program, mode);
      const flags = ["--secret-rotation-hook", program];
      const { exitCode, error } = await startInVain({ data: join(folder, "data"), flags });
      expect([exitCode, error]).toEqual([1, expect.stringContaining(says)]);
    }
  });

  it("is no file of a folder that anybody can write", async () => {
    const open = join(folder, "open");
    mkdirSync(open);
    chmodSync(open, 0o777);
    const replaceable = join(open, "hook");
    writeFileSync(replaceable, "#!/bin/sh\n", { mode: 0o700 });
    const flags = ["--secret-rotation-hook", replaceable];
    const { exitCode, error } = await startInVain({ data: join(folder, "data"), flags });
    expect([exitCode, error]).toEqual([1, expect.stringContaining("can be changed by other users")]);
  });
});

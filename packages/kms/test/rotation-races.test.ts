import type { CryptoBackend } from "@keyferry/crypto";
import type { RotationQuestion } from "@keyferry/kms";
import { createSecret, rotateSecret } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { failing, hookedDatabase, managedRequests, valueOf, type HookedDatabase } from "./managed-secrets.ts";
import { createService, outcomeOf, type Service } from "./service.ts";

let database: HookedDatabase;
let service: Service;
let slow: ReturnType<typeof slowModule>;

beforeEach(async () => {
  database = hookedDatabase();
  slow = slowModule();
  service = await createService({ rotationHook: database, watch: slow.watch });
});

/** Something that is waited for, until somebody says that it is there. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** A module that waits in the next decryption when it is told to, until it is released. */
function slowModule() {
  let next: (() => Promise<void>) | undefined;
  return {
    watch: (crypto: CryptoBackend): CryptoBackend => ({
      ...crypto,
      async decrypt(source) {
        const waits = next;
        next = undefined;
        await waits?.();
        return crypto.decrypt(source);
      },
    }),
    hold: () => {
      const [reached, released] = [gate(), gate()];
      next = () => {
        reached.open();
        return released.opened;
      };
      return { reached: reached.opened, release: released.open };
    },
  };
}

const rotate = (SecretName: string, VersionId: string) =>
  service.call(rotateSecret, { SecretName, VersionId });
/** Lets so much time go by that nobody believes any more in a rotation that is on its way. */
const outlast = () => (service.clock.now += 2 * database.timeLimit + 30_000);

describe("a rotation that comes late", () => {
  it("puts no value in force after a newer one, though it has nothing to keep before", async () => {
    const { SecretName } = await service.call(createSecret, { ...managedRequests.rds, VersionId: "v1" });
    database.meanwhile = ({ Step }) => (Step === "apply" ? failing()() : undefined);
    await outcomeOf(rotate(SecretName, "v2"));
    database.meanwhile = () => undefined;
    const { reached, release } = slow.hold();
    const late = outcomeOf(rotate(SecretName, "v2"));
    await reached;
    outlast();
    await rotate(SecretName, "v2");
    await rotate(SecretName, "v3");
    const asked = database.questions.length;
    release();
    expect(await late).toBe("Rejected.ResourceInUse");
    expect(database.questions.length).toBe(asked);
    expect(database.inForce.get("orders")).toEqual(await valueOf(service, SecretName));
  });

  it("puts no further first value in force, once somebody else goes on with the new secret", async () => {
    const { SecretName } = managedRequests.redis;
    const outlasted = async ({ New }: RotationQuestion) => {
      database.meanwhile = () => undefined;
      outlast();
      await rotate(SecretName, "v1");
      await rotate(SecretName, "v2");
      expect(New).toMatchObject({ VersionId: "v1" });
    };
    database.meanwhile = outlasted;
    const late = service.call(createSecret, { ...managedRequests.redis, VersionId: "v1" });
    expect(await outcomeOf(late)).toBe("Rejected.ResourceInUse");
    const current = await valueOf(service, SecretName);
    expect(current).toMatchObject({ AccountName: "user_clone" });
    expect(database.inForce.get("user_clone")).toEqual(current);
  });
});

describe("a rotation that fails while somebody else is at many others", () => {
  it("is told", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `orders/${String(at)}`);
    const hourly = { EnableAutomaticRotation: true, RotationInterval: 21_600 };
    for (const SecretName of names) {
      await service.call(createSecret, { ...managedRequests.rds, ...hourly, SecretName, VersionId: "v1" });
    }
    const { opened: waits, open: goOn } = gate();
    let theirs: Promise<string>[] = [];
    database.meanwhile = async ({ SecretName }) => {
      if (theirs.length > 0) return waits;
      theirs = names.filter((name) => name !== SecretName).map((name) => outcomeOf(rotate(name, "v2")));
      await expect.poll(() => database.questions.length).toBe(names.length);
      return failing()();
    };
    service.clock.now += hourly.RotationInterval * 1000;
    const { errors, message } = await service.kms.rotateDueSecrets().then(
      () => Promise.reject(new Error("it did not fail")),
      (error: unknown) => error as AggregateError,
    );
    expect(errors.map(({ cause }: Error) => cause)).toEqual([
      expect.objectContaining({ code: "ServiceUnavailableTemporary" }),
    ]);
    expect(message).toContain(`: ${String(names.length)}`);
    goOn();
    expect(new Set(await Promise.all(theirs))).toEqual(new Set(["OK"]));
  });
});

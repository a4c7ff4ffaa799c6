import { expectSame } from "@keyferry/conformance";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import { aRotation, aSecret, createSecret, deleteSecret, listedSecrets } from "../bench/secret-fixtures.ts";

const dueAt = startTime + 1000;

export const secretDeadlineChecks = [
  storeCheck("finds nothing of a secret from its time of deletion on, and frees its name", async (bench) => {
    const { home, time } = bench;
    await createSecret(home, "a", { deleteAt: dueAt });
    time.now = dueAt - 1;
    expectSame(await home.secrets.read.byName("a"), aSecret("a", { deleteAt: dueAt }));
    expectSame(await createSecret(home, "a"), "name taken");
    time.now = dueAt;
    expectSame(await home.secrets.read.byName("a"), undefined);
    expectSame(await home.secrets.read.version("a", "v1"), undefined);
    expectSame(await home.secrets.read.versions("a"), []);
    expectSame(await listedSecrets(home), []);
    expectSame(await home.secrets.write.change("a", () => ({ set: { deleteAt: null } })), "no secret");
    expectSame(await deleteSecret(home, "a"), "no secret");
    expectSame(await createSecret(home, "a", { description: "new" }), "created");
    expectSame(await home.secrets.read.byName("a"), aSecret("a", { description: "new" }));
  }),

  storeCheck("answers the secrets of all scopes that are due, and deletes only these", async (bench) => {
    const { store, home, time } = bench;
    const { read, write } = store.everywhere.secrets;
    const far = { account: "1000000000000002", region: "cn-beijing" };
    await createSecret(store.scoped(far), "far", { deleteAt: dueAt });
    await createSecret(home, "later", { deleteAt: dueAt + 1 });
    await createSecret(home, "a", { deleteAt: dueAt });
    await createSecret(home, "never");
    expectSame(await read.dueForDeletion(dueAt - 1), { secrets: [], refused: [] });
    time.now = dueAt;
    const due = await read.dueForDeletion(dueAt);
    expectSame(due, {
      secrets: [
        { scope: far, name: "far" },
        { scope: homeScope, name: "a" },
      ],
      refused: [],
    });
    for (const name of ["later", "never", "unknown"]) {
      expectSame(await write.deleteDue({ scope: homeScope, name }, dueAt), false);
    }
    for (const secret of due.secrets) expectSame(await write.deleteDue(secret, dueAt), true);
    expectSame(await read.dueForDeletion(dueAt), { secrets: [], refused: [] });
    expectSame(await listedSecrets(home), ["later", "never"]);
  }),

  storeCheck(
    "answers the secrets whose rotation is due, or was left in its midst, unless they are deleted or rotated now",
    async ({ store, home }) => {
      const dueForRotation = (now: number) => store.everywhere.secrets.read.dueForRotation(now);
      await createSecret(home, "later", { rotation: aRotation(dueAt + 1) });
      await createSecret(home, "a", { rotation: aRotation(dueAt) });
      await createSecret(home, "by hand", { rotation: aRotation(null) });
      await createSecret(home, "deleted", { rotation: aRotation(dueAt), deleteAt: dueAt + 5 });
      await createSecret(home, "generic");
      const begun = (until: number) => ({
        rotation: aRotation(dueAt, { begun: { until, versionId: "v1" } }),
      });
      await createSecret(home, "on its way", begun(dueAt + 1));
      await createSecret(home, "left behind", { rotation: { ...begun(dueAt).rotation, nextAt: null } });
      expectSame(await dueForRotation(dueAt - 1), { secrets: [], refused: [] });
      const due = ["a", "left behind"].map((name) => ({ scope: homeScope, name }));
      expectSame(await dueForRotation(dueAt), { secrets: due, refused: [] });
    },
  ),
];

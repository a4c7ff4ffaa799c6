import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds groups and roles that all accounts share", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        groupByName: (_, name) => right.groupByName("1000000000000001", name),
        roleByName: (_, name) => right.roleByName("1000000000000001", name),
      }),
    });
    expect(failures).toContain("finds groups and roles by account and name");
  });

  it("finds groups of a user in another order", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        userByName: async (account, name) => {
          const user = await right.userByName(account, name);
          return user && { ...user, groups: [...user.groups].sort() };
        },
      }),
    });
    expect(failures).toContain("makes a user with its access keys, policies and groups");
  });

  it("finds a user that is made in part", async () => {
    const failures = await failuresOf({
      identities: (right) => ({
        createUser: async (user, accessKeys) => {
          const answer = await right.createUser(user, []);
          for (const key of answer === "created" ? accessKeys : []) {
            if ((await right.createAccessKey(key)) !== "created") return "access key id taken";
          }
          return answer;
        },
      }),
    });
    expect(failures).toContain("makes nothing of a user whose name or access key id is taken");
  });

  it("finds users in another order than that of their creation", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        listUsers: async (account) =>
          [...(await right.listUsers(account))].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }),
    });
    expect(failures).toContain("lists the users of one account, oldest first");
  });

  it("finds access keys that any account may change", async () => {
    const failures = await failuresOf({
      identities: (right, { identities }) => ({
        setAccessKeyActive: async (_, id, active) =>
          right.setAccessKeyActive((await identities.read.accessKeyById(id))?.account ?? "", id, active),
        deleteAccessKey: async (_, id) =>
          right.deleteAccessKey((await identities.read.accessKeyById(id))?.account ?? "", id),
      }),
    });
    expect(failures).toContain("disables and enables an access key of the account");
    expect(failures).toContain("deletes an access key of the account, and frees its id");
  });
});

import type { AdministrationTask } from "./administration-commands.ts";
import type { Options } from "../config/option-table.ts";
import { withExistingStore } from "../data/existing-store.ts";
import { listInstances, switchPublicAccess } from "./instances.ts";
import { listMessages } from "./messages.ts";
import { addRecipient, listRecipients, removeRecipient } from "./recipients.ts";
import { addUser, listUsers, removeUser, switchAccessKey } from "./users.ts";

/**
 * Does a task in the store of the data folder that the options name, and within their account. A server that is running
 * there acts upon it from its next request on.
 *
 * @param rootKeyText the root key in base64, where it came in a variable
 * @returns lines to print
 * @throws StartError, StoreError
 */
export function administer(
  task: AdministrationTask,
  options: Options,
  rootKeyText: string | undefined,
): Promise<readonly string[]> {
  return withExistingStore(options, rootKeyText, ({ store, sealer }) => {
    const account = options["account-id"];
    switch (task.task) {
      case "list users":
        return listUsers(store, account);
      case "add user":
        return addUser(store, task.file, { options, sealer });
      case "remove user":
        return removeUser(store, account, task.name);
      case "switch access key":
        return switchAccessKey(store, account, task);
      case "list recipients":
        return listRecipients(store, account, Date.now);
      case "add recipient":
        return addRecipient(store, options, task, Date.now);
      case "remove recipient":
        return removeRecipient(store, account, task.name);
      case "list instances":
        return listInstances(store, account);
      case "list messages":
        return listMessages(store);
      case "switch public access":
        return switchPublicAccess(store, account, task);
    }
  });
}

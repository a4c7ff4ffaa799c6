import {
  handlersByName,
  type KeyferryOperationName,
  type KeyferryOperations,
  type OperationName,
  type Operations,
} from "@keyferry/protocol";
import type { Handler } from "../call/handler.ts";
import * as accessPoints from "./access-points/index.ts";
import * as aliases from "./aliases/index.ts";
import * as cryptography from "./cryptography/index.ts";
import * as imports from "./imports/index.ts";
import * as instances from "./instances/index.ts";
import * as keyferry from "./keyferry/index.ts";
import * as keys from "./keys/index.ts";
import * as managedDataKeys from "./managed-data-keys/index.ts";
import * as policies from "./policies/index.ts";
import * as secrets from "./secrets/index.ts";
import * as service from "./service/index.ts";
import * as tags from "./tags/index.ts";
import * as versions from "./versions/index.ts";

/** The behaviour of every operation: a registry entry without one does not compile. */
export const handlers: {
  readonly [Name in OperationName | KeyferryOperationName]: Handler<(Operations & KeyferryOperations)[Name]>;
} = {
  ...handlersByName(keys),
  ...handlersByName(versions),
  ...handlersByName(aliases),
  ...handlersByName(policies),
  ...handlersByName(cryptography),
  ...handlersByName(imports),
  ...handlersByName(instances),
  ...handlersByName(secrets),
  ...handlersByName(managedDataKeys),
  ...handlersByName(service),
  ...handlersByName(tags),
  ...handlersByName(accessPoints),
  ...handlersByName(keyferry),
};

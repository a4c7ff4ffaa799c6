import {
  handlersByName,
  stsOperations,
  type AnswerOf,
  type Operation,
  type RequestOf,
  type StsOperationName,
  type StsOperations,
} from "@keyferry/protocol";
import type { StsContext } from "./context.ts";
import type { StsHandler, StsOptions } from "./handler.ts";
import * as operations from "./operations/index.ts";

/** The Security Token Service: temporary credentials of roles, and who a caller is. */
export interface Sts {
  /**
   * Performs an operation for a caller.
   *
   * @throws ServiceError with the operation's codes
   * @throws AccessError `unreadable`: a stored policy is not understood
   */
  call<O extends Operation>(operation: O, request: RequestOf<O>, context: StsContext): Promise<AnswerOf<O>>;
}

/** The behaviour of every operation: a registry entry without one does not compile. */
const handlers: { readonly [Name in StsOperationName]: StsHandler<StsOperations[Name]> } =
  handlersByName(operations);

/** Makes the service. It stores nothing: a token holds its session, sealed. */
export function createSts(options: StsOptions): Sts {
  return {
    call(operation, request, context) {
      const name = operation.name as StsOperationName;
      if (stsOperations[name] !== (operation as Operation)) {
        throw new TypeError(`${name} is not an operation of STS`);
      }
      // The table's type pairs each name with its own handler, which a look-up by a name cannot show.
      const handler = handlers[name] as unknown as StsHandler<typeof operation>;
      return handler.perform(request, context, options);
    },
  };
}

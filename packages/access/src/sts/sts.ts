import {
  stsOperations,
  type AnswerOf,
  type Operation,
  type RequestOf,
  type StsOperationName,
  type StsOperations,
} from "@keyferry/protocol";
import { performAssumeRole, type AssumeRoleTools } from "./assume-role.ts";
import { callerIdentity } from "./caller-identity.ts";
import type { StsContext } from "./context.ts";

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

/** What the service stands on. */
export type StsOptions = AssumeRoleTools;

type Handlers = {
  readonly [Name in StsOperationName]: (
    request: RequestOf<StsOperations[Name]>,
    context: StsContext,
  ) => Promise<AnswerOf<StsOperations[Name]>>;
};

/** Makes the service. It stores nothing: a token holds its session, sealed. */
export function createSts(options: StsOptions): Sts {
  const handlers: Handlers = {
    AssumeRole: (request, context) => performAssumeRole(request, context, options),
    GetCallerIdentity: (_, { principal }) => Promise.resolve(callerIdentity(principal)),
  };
  return {
    call(operation, request, context) {
      const name = operation.name as StsOperationName;
      if (stsOperations[name] !== (operation as Operation)) {
        throw new TypeError(`${name} is not an operation of STS`);
      }
      // The table's type pairs each name with its own handler, which a look-up by a name cannot show.
      const handler = handlers[name] as unknown as (
        request: object,
        context: StsContext,
      ) => Promise<AnswerOf<typeof operation>>;
      return handler(request, context);
    },
  };
}

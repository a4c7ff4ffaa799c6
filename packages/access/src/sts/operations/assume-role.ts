import type { Sealer } from "@keyferry/crypto";
import { assumeRole, serviceError, type RequestOf } from "@keyferry/protocol";
import type { RoleRecord } from "@keyferry/store";
import { assumeRoleQuestion } from "../../decision/assume-role-question.ts";
import { accessDeniedDetail } from "../../decision/denial-detail.ts";
import { AccessError, PolicyError } from "../../errors.ts";
import { newSession, type NewSession } from "../../identities/new-session.ts";
import { handle } from "../handler.ts";

type Request = RequestOf<typeof assumeRole>;

/** AssumeRole. */
export const assumeRoleHandler = handle(
  assumeRole,
  async (request, { principal, scope, trail, view }, { access, sealer }) => {
    const { RoleArn, RoleSessionName, ExternalId: externalId } = request;
    const { account, name } = readRoleArn(RoleArn);
    const role = await view.identities.roleByName(account, name);
    const reason = `the role ${RoleArn} is not open to the caller`;
    if (role === undefined) {
      // Who is of another account does not learn which roles there are.
      throw principal.account === account
        ? serviceError("EntityNotExist.Role", { reason: `there is no role ${RoleArn}` })
        : serviceError("NoPermission", { reason });
    }
    trail.resources.push(RoleArn);
    const question = assumeRoleQuestion({ principal, role, facts: scope, externalId });
    const decision = await access.decide(question, view);
    if (!decision.allowed) {
      if (principal.account !== account) throw serviceError("NoPermission", { reason });
      trail.denied = question;
      throw serviceError("NoPermission", { reason, accessDenied: accessDeniedDetail(question, decision) });
    }
    const session = sessionOf(request, role, scope.time, sealer);
    return {
      AssumedRoleUser: { Arn: `${RoleArn}/${RoleSessionName}`, AssumedRoleId: `${name}:${RoleSessionName}` },
      Credentials: {
        AccessKeyId: session.accessKeyId,
        AccessKeySecret: session.accessKeySecret,
        SecurityToken: session.securityToken,
        Expiration: new Date(session.expiration),
      },
    };
  },
);

function sessionOf(request: Request, role: RoleRecord, now: number, sealer: Sealer): NewSession {
  const { RoleSessionName: sessionName, Policy: policy, DurationSeconds: durationSeconds } = request;
  try {
    return newSession({ role, sessionName, policy, durationSeconds, now }, sealer);
  } catch (cause) {
    // The session's name has passed the request's own check, so that what is left to refuse is policy and duration.
    if (cause instanceof PolicyError) {
      throw serviceError("InvalidParameter", { parameter: "Policy", reason: cause.message, cause });
    }
    if (cause instanceof AccessError && cause.reason === "invalid") {
      throw serviceError("InvalidParameter", { parameter: "DurationSeconds", reason: cause.message, cause });
    }
    throw cause;
  }
}

/** The request's own check has left this form only. */
function readRoleArn(arn: string): { readonly account: string; readonly name: string } {
  const [, , , account = "", resource = ""] = arn.split(":");
  return { account, name: resource.slice("role/".length) };
}

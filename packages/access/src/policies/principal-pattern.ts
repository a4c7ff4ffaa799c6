import * as z from "zod/mini";

/** A principal that a policy names. */
export interface PrincipalPattern {
  /** Account id. */
  readonly account: string;
  readonly who: "root" | "*" | "user" | "role";
  /** Of the user or the role; empty otherwise. */
  readonly name: string;
}

const arn =
  /^acs:ram::(?<account>[0-9]{1,32}):(?:(?<all>root|\*)|user\/(?<user>[A-Za-z0-9.@_-]{1,64})|role\/(?<role>[A-Za-z0-9._-]{1,64}))$/;

const arnForm =
  "must be acs:ram::{account}:root, acs:ram::{account}:*, acs:ram::{account}:user/{name} or acs:ram::{account}:role/{name}";

/** The ARN of a principal, as policies name it. */
export const principalArn = z
  .string("must be a string")
  .check(z.maxLength(160, arnForm), z.regex(arn, arnForm));

/** Takes apart an ARN that {@link principalArn} has accepted. */
export function principalPattern(text: string): PrincipalPattern {
  const { account = "", all, user, role } = arn.exec(text)?.groups ?? {};
  if (user !== undefined) return { account, who: "user", name: user };
  if (role !== undefined) return { account, who: "role", name: role };
  return { account, who: all === "root" ? "root" : "*", name: "" };
}

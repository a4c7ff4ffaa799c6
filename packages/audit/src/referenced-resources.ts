/**
 * ARNs by the type of what they name: `acs:kms:{region}:{account}:key/{id}` under `ACS::KMS::Key`. The ARN of all keys, or
 * of all aliases, stands under the same type.
 */
export function referencedResources(arns: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const byType: Record<string, string[]> = {};
  for (const arn of arns) (byType[typeOf(arn)] ??= []).push(arn);
  return byType;
}

function typeOf(arn: string): string {
  const [, service = "", , , resource = ""] = arn.split(":", 5);
  const [kind = ""] = resource.split("/", 1);
  return `ACS::${service.toUpperCase()}::${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
}

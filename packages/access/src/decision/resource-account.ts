const arn = /^acs:[^:]*:[^:]*:([^:]+):./s;

/** The account that an ARN names; undefined for text that is not an ARN or names none. */
export function accountOfResource(resource: string): string | undefined {
  return arn.exec(resource)?.[1];
}

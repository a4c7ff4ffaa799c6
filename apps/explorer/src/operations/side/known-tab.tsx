import { errorCatalogue, throttleGroups, type ErrorCode } from "@keyferry/protocol";
import type { ComponentChildren } from "preact";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { SideProps } from "./side-props.ts";

/** What is known of an operation, whoever calls it. */
export function KnownTab({ operation }: SideProps) {
  const says = speaks(en, zh).known;
  const { api, gateways, permissions, throttleGroup, states, errors, repeatable, plane } = operation;
  const limit = throttleGroup === undefined ? undefined : throttleGroups[throttleGroup];
  return (
    <dl class="known">
      <Row name={says.api}>{api}</Row>
      <Row name={says.gateways}>{gateways.join(", ")}</Row>
      <Row name={says.permissions}>
        {permissions.map((permission) => (
          <code key={permission}>{permission} </code>
        ))}
      </Row>
      <Row name={says.dryRun}>{operation.dryRun ? says.hasDryRun : says.hasNoDryRun}</Row>
      <Row name={says.plane}>{says.planes[plane]}</Row>
      <Row name={says.twice}>{repeatable ? says.repeatable : says.notRepeatable}</Row>
      {limit !== undefined && <Row name={says.limit}>{says.calls(limit.calls, limit.seconds)}</Row>}
      <Row name={says.states}>
        <ul>
          {Object.entries(states).map(([state, refused]) => (
            <li key={state}>
              <code>{state}</code>{" "}
              {refused === null ? says.allowed : <code class="known-code">{refused}</code>}
            </li>
          ))}
        </ul>
      </Row>
      <Row name={says.errors}>
        <ul>
          {errors.map((code) => (
            <li key={code}>
              <code class="known-code">{code}</code>
              <p class="muted">{sentenceOf(code)}</p>
            </li>
          ))}
        </ul>
      </Row>
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function sentenceOf(code: ErrorCode): string {
  return `${String(errorCatalogue[code].status)} ${errorCatalogue[code].message}`;
}

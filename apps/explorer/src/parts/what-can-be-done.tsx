import { operationGroups, type FieldRow, type Operation, type OperationGroup } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import { text } from "../text/text.ts";

/** The kinds of things that pages are about. */
export type ThingKind = NonNullable<FieldRow["identifies"]>;

/** Links to the forms of all operations that take a thing, filled with its name. */
export function WhatCanBeDone({ kind, name }: { readonly kind: ThingKind; readonly name: string }) {
  const { operations } = text.value;
  return (
    <div class="stack">
      {Object.entries(operationGroups).map(([group, members]) => {
        const taking = Object.values(members).flatMap((operation) => linkOf(operation, kind, name));
        return (
          taking.length > 0 && (
            <section key={group} class="what">
              <h3>{operations.groups[group as OperationGroup]}</h3>
              <div class="row">{taking}</div>
            </section>
          )
        );
      })}
    </div>
  );
}

function linkOf(operation: Operation, kind: ThingKind, name: string) {
  const field = operation.fields.find(({ identifies, repeated }) => identifies === kind && !repeated);
  if (field === undefined) return [];
  return [
    <a
      key={operation.name}
      class="button"
      href={linkTo(["operations", operation.name], { [field.name]: name })}
    >
      {operation.name}
    </a>,
  ];
}

import { checkWith } from "./check-with.js";
import type { Prerequisite } from "../../setup/step/step.js";
import type { Path, SourceDocument } from "../document/document.js";
import type { Finding } from "../document/issues.js";
import { nearest, quoted } from "../document/problems.js";
import { IDPS, type TemplateFile, type TemplateInput } from "../document/schema.js";
import type { KindShape } from "../document/template.js";

/** What is wrong with the steps of a template, in addition to the schema of each. */
export function checkSteps(
  file: TemplateFile,
  inputs: ReadonlyMap<string, TemplateInput>,
  kinds: readonly KindShape[],
  document: SourceDocument,
): readonly Finding[] {
  return [
    ...file.steps.flatMap((step, index) => checkId(file.steps, index, document)),
    ...file.steps.flatMap((step, index) => checkShared(file.steps, index)),
    ...checkKinds(file, inputs, kinds),
  ];
}

type Steps = TemplateFile["steps"];

function checkId(steps: Steps, index: number, document: SourceDocument): readonly Finding[] {
  const id = steps[index]?.id;
  const first = steps.findIndex((step) => step.id === id);
  if (first === index || id === undefined) return [];
  const { line, column } = document.place(["steps", first, "id"]);
  return [
    finding(["steps", index, "id"], `the step id ${quoted(id)} is already used at ${String(line)}:${String(column)}`),
  ];
}

function checkShared(steps: Steps, index: number): readonly Finding[] {
  const other = steps[index]?.console?.sharedWith;
  if (other === undefined) return [];
  const earlier = steps.slice(0, index).map(({ id }) => id);
  if (earlier.includes(other)) return [];
  const known = steps.some(({ id }) => id === other);
  const what = known
    ? `the step ${quoted(other)} does not come before this one, so its manual step cannot cover this one`
    : `unknown step ${quoted(other)}. ${nearest(other, earlier, "The earlier steps are")}`;
  return [finding(["steps", index, "console", "sharedWith"], what)];
}

function checkKinds(
  file: TemplateFile,
  inputs: ReadonlyMap<string, TemplateInput>,
  kinds: readonly KindShape[],
): readonly Finding[] {
  const own = kinds.filter(({ uses }) => idpOf(uses) === file.idp);
  if (own.length === 0 && kinds.length > 0) {
    const idps = [...new Set(kinds.map(({ uses }) => idpOf(uses)))].join(", ");
    return [finding(["idp"], `this template is for ${file.idp}, but the command is for ${idps}`)];
  }
  return file.steps.flatMap((step, index) => {
    const path: Path = ["steps", index];
    if (idpOf(step.uses) !== file.idp && IDPS.has(idpOf(step.uses))) {
      return [finding([...path, "uses"], `${quoted(step.uses)} is for another IdP: the template is for ${file.idp}`)];
    }
    const kind = own.find(({ uses }) => uses === step.uses);
    if (kind === undefined) {
      const near = nearest(
        step.uses,
        own.map(({ uses }) => uses),
        "The step kinds are",
      );
      return [finding([...path, "uses"], `unknown step kind ${quoted(step.uses)}. ${near}`)];
    }
    return [
      ...checkNeeds(kind, file.steps.slice(0, index), own).map((what) => finding([...path, "uses"], what)),
      ...checkWith(step.with, kind, inputs).map((one) => ({ ...one, path: [...path, "with", ...one.path] })),
    ];
  });
}

const PREREQUISITES: Readonly<Record<Prerequisite, string>> = {
  app: "an app",
  job: "a provisioning job",
  connection: "a connection to the SCIM server",
};

/** What a step needs must come before it. With an unknown kind among the earlier steps, that cannot be checked. */
function checkNeeds(kind: KindShape, before: Steps, kinds: readonly KindShape[]): readonly string[] {
  const earlier = before.map(({ uses }) => kinds.find((one) => one.uses === uses));
  if (earlier.includes(undefined)) return [];
  const provided = new Set(earlier.flatMap((one) => one?.provides ?? []));
  return (kind.needs ?? [])
    .filter((need) => !provided.has(need))
    .map((need) => {
      const providers = kinds.filter(({ provides }) => provides?.includes(need)).map(({ uses }) => uses);
      return `${quoted(kind.uses)} needs ${PREREQUISITES[need]}, which no earlier step provides: put ${providers.join(" or ")} before it`;
    });
}

function idpOf(uses: string): string {
  return uses.slice(0, uses.indexOf("/"));
}

function finding(path: Path, what: string): Finding {
  return { path, at: "value", what };
}

import { checkWith } from "./check-with.js";
import type { Prerequisite } from "../../setup/step/step.js";
import type { Path, SourceDocument } from "../document/document.js";
import { type Finding, nearest } from "../document/issues.js";
import { quoted } from "../document/problems.js";
import { IDPS, type TemplateFile, type TemplateInput } from "../document/schema.js";
import type { KindShape } from "../document/template.js";

/** What is wrong with the steps of a template beyond the shape of each. */
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
    finding(["steps", index, "id"], `the step id ${quoted(id)} is taken already, at ${String(line)}:${String(column)}`),
  ];
}

function checkShared(steps: Steps, index: number): readonly Finding[] {
  const other = steps[index]?.console?.sharedWith;
  if (other === undefined) return [];
  const earlier = steps.slice(0, index).map(({ id }) => id);
  if (earlier.includes(other)) return [];
  const known = steps.some(({ id }) => id === other);
  const what = known
    ? `the step ${quoted(other)} does not come before this one, so its console stop cannot cover it`
    : `unknown step ${quoted(other)}. ${nearest(other, earlier, "The steps before are")}`;
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
    return [finding(["idp"], `this template is for ${file.idp}, and the command for ${idps}`)];
  }
  return file.steps.flatMap((step, index) => {
    const path: Path = ["steps", index];
    if (idpOf(step.uses) !== file.idp && IDPS.has(idpOf(step.uses))) {
      return [finding([...path, "uses"], `${quoted(step.uses)} is of another IdP: the template is for ${file.idp}`)];
    }
    const kind = own.find(({ uses }) => uses === step.uses);
    if (kind === undefined) {
      const near = nearest(
        step.uses,
        own.map(({ uses }) => uses),
        "The kinds are",
      );
      return [finding([...path, "uses"], `unknown step kind ${quoted(step.uses)}. ${near}`)];
    }
    return [
      ...checkNeeds(kind, file.steps.slice(0, index), own).map((what) => finding([...path, "uses"], what)),
      ...checkWith(step.with, kind, inputs).map((one) => ({ ...one, path: [...path, "with", ...one.path] })),
    ];
  });
}

const FOOTHOLDS: Readonly<Record<Prerequisite, string>> = {
  app: "an app",
  job: "a provisioning job",
  connection: "a connection to the target",
};

/** What a step stands on must come before it. Nobody knows what a step of an unknown kind was to provide. */
function checkNeeds(kind: KindShape, before: Steps, kinds: readonly KindShape[]): readonly string[] {
  const earlier = before.map(({ uses }) => kinds.find((one) => one.uses === uses));
  if (earlier.includes(undefined)) return [];
  const provided = new Set(earlier.flatMap((one) => one?.provides ?? []));
  return (kind.needs ?? [])
    .filter((need) => !provided.has(need))
    .map((need) => {
      const providers = kinds.filter(({ provides }) => provides?.includes(need)).map(({ uses }) => uses);
      return `${quoted(kind.uses)} needs ${FOOTHOLDS[need]}, and no step before it has one: first comes ${providers.join(" or ")}`;
    });
}

function idpOf(uses: string): string {
  return uses.slice(0, uses.indexOf("/"));
}

function finding(path: Path, what: string): Finding {
  return { path, at: "value", what };
}

import { markup, type Markup } from "../../web/markup.js";
import { cards, facts, paragraph, section, tag, time } from "../../web/parts.js";
import type { SandboxExecution, SandboxJob } from "../tenant/model.js";
import { tabPath, type AppView } from "./app-view.js";

const ON_STATES = { Active: "On", Paused: "Off", Disabled: "Off" } as const;

/** Overview: the current cycle with its counts, the last one, and when the next one begins. */
export function overviewTab(view: AppView): Markup {
  const { app, job } = view;
  if (job === undefined)
    return section({ id: "cycle", title: "Current cycle status", body: paragraph(notSetUp(view)) });
  const { running, nextAt } = view.context.engine.cycleOf(job);
  const { users, groups } = job.synchronized;
  const kind = job.steadyStateFirstAchieved === undefined ? "Initial cycle" : "Incremental cycle";
  const next = job.state === "Active" && nextAt !== undefined ? time(nextAt) : "Not scheduled";
  const status = [
    facts([
      ["Provisioning status", ON_STATES[job.state]],
      ["Current cycle", markup`${kind}: ${cycleState(job, running)}`],
      ["Next cycle", running ? "After the current cycle" : next],
    ]),
    quarantineOf(job),
  ];
  const counts = cards([
    ["Users", users],
    ["Groups", groups],
    ["Failures to retry", job.lastExecution?.countEscrowed ?? 0],
  ]);
  const logs = markup`<p><a href="${tabPath(app, "provisioning-logs")}">View provisioning logs</a></p>`;
  return markup`${section({ id: "cycle", title: "Current cycle status", body: status })}${section({ id: "statistics", title: "Statistics to date", body: [counts, logs] })}${lastCycle(job.lastExecution)}`;
}

/** What the state of a job is called. */
export function provisioningState(job: SandboxJob | undefined): Markup {
  if (job === undefined) return tag("soft", "Not set up");
  if (job.quarantine !== undefined) return tag("bad", "Quarantine");
  return job.state === "Active" ? tag("good", "On") : tag("soft", "Off");
}

export function notSetUp({ app }: AppView): string {
  return app.kind === "registration"
    ? "This application was created as an app registration, so it cannot provision users."
    : "Provisioning is not set up for this application.";
}

function cycleState(job: SandboxJob, running: boolean): Markup {
  if (running) return tag("warn", "In progress");
  if (job.quarantine !== undefined) return tag("bad", "Quarantine");
  if (job.lastExecution === undefined) return tag("soft", "Not run");
  if (job.lastExecution.state === "Failed") return tag("bad", "Failed");
  return job.lastExecution.state === "Succeeded" ? tag("good", "Completed") : tag("warn", "Completed with errors");
}

function quarantineOf({ quarantine }: SandboxJob): Markup | undefined {
  if (quarantine === undefined) return undefined;
  const { began, nextAttempt, errorCode, errorMessage } = quarantine;
  return facts([
    ["In quarantine since", time(began)],
    ["Next attempt", time(nextAttempt)],
    ["Error code", errorCode],
    ["Error", errorMessage],
  ]);
}

function lastCycle(last: SandboxExecution | undefined): Markup {
  const title = "Last cycle";
  if (last === undefined) return section({ id: "last", title, body: paragraph("No cycle has ended yet.") });
  const { state, began, ended, error, countImported, countEntitled, countExported, countEscrowed } = last;
  const body = [
    facts([
      ["Result", state === "Succeeded" ? "Completed" : state === "Failed" ? "Failed" : "Completed with errors"],
      ["Started", time(began)],
      ["Ended", time(ended)],
      ["Error", error?.message],
    ]),
    cards([
      ["Objects read", countImported],
      ["Objects in scope", countEntitled],
      ["Changes sent", countExported],
      ["Failures to retry", countEscrowed],
    ]),
  ];
  return section({ id: "last", title, body });
}

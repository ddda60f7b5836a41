import type { ExitCode } from "../../../base/errors.js";
import type { SetupOptions } from "../../arguments/options.js";
import type { RunAction } from "../../arguments/run-action.js";
import type { Call, SubCommand } from "./sub-command.js";

/** Runs a sub-command that runs the template's steps. */
export function runAs(action: RunAction): SubCommand["run"] {
  return async (call) => {
    const { runSetup } = await import("../../actions/run-setup.js");
    return runSetup({ ...call, action });
  };
}

/** Runs `doctor`. */
export async function runDoctor<Tenant, Options extends SetupOptions>(call: Call<Tenant, Options>): Promise<ExitCode> {
  const { examine } = await import("../../actions/doctor/examine.js");
  return examine(call);
}

/** Runs `runbook`. */
export async function runRunbook<Tenant, Options extends SetupOptions>(call: Call<Tenant, Options>): Promise<ExitCode> {
  const { writeRunbook } = await import("../../actions/runbook.js");
  return writeRunbook(call);
}

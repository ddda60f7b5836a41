import { EXIT, SetupError } from "../../base/errors.js";
import type { Clock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { Secret } from "../../base/secret.js";
import type { OktaSandbox } from "../../sandbox/okta/start.js";
import type { ConsoleField, ConsoleStop } from "../../setup/model/plan.js";
import type { Typing } from "../run/rehearsal.js";

interface SimulatedAdministratorOptions {
  readonly console: OktaSandbox["console"];
  readonly clock: Clock;
  readonly record: ExchangeSink | undefined;
  readonly typing?: Typing | undefined;
}

/** The simulated administrator: types exactly the fields of a manual step into the sandbox's console, in the time a person needs. */
export function simulatedAdministrator(options: SimulatedAdministratorOptions) {
  const { clock, record } = options;
  const typing: Typing = options.typing ?? ((_field, value) => value);

  return async (stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>): Promise<void> => {
    await clock.sleep(stop.minutes * 60_000);
    const typed = new Map<string, string | Secret>();
    for (const field of stop.fields) typed.set(field.label, typing(field, valueOf(field, secrets)));
    const answer = await options.console.submit(appIdIn(stop.url), Object.fromEntries(typed));
    record?.({
      at: new Date(clock.now()).toISOString(),
      from: "stand-in",
      to: "console",
      method: "POST",
      path: new URL(stop.url).pathname,
      headers: {},
      body: Object.fromEntries([...typed].map(([label, value]) => [label, String(value)])),
      status: answer.ok ? 200 : 400,
      answer: answer.ok ? "saved" : answer.reason,
    });
    if (!answer.ok) throw refused(answer.reason);
  };
}

function valueOf(field: ConsoleField, secrets: Readonly<Record<string, Secret>>): string | Secret {
  return field.secret === true ? (secrets[field.label] ?? new Secret("")) : (field.value ?? "");
}

/** The deep link of the manual step names the app. */
function appIdIn(url: string): string {
  return /\/instance\/([^/#]+)/.exec(url)?.[1] ?? "";
}

function refused(reason: string): SetupError {
  return new SetupError({
    code: "console-refused",
    exitCode: EXIT.failed,
    what: "The simulated console refused the values of the manual step",
    why: reason,
    fix: ["Compare the fields of the manual step with the vendor's guide: base URL, token and check boxes."],
  });
}

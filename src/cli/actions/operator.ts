import { EXIT, SetupError } from "../../base/errors.js";
import type { Secret } from "../../base/secret.js";
import { count, plainText } from "../../base/text.js";
import type { ConsoleStop } from "../../setup/model/plan.js";
import type { Operator } from "../../setup/model/ports.js";
import type { Io } from "../terminal/io.js";
import { paragraph } from "../terminal/layout.js";
import type { ProgressView } from "../views/progress.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import { renderManualStep } from "../views/render-manual-step.js";
import type { Screen } from "../terminal/screen.js";
import { manualStepKeys, type ManualStepKeys } from "./manual-step-keys.js";

/** Who answers, and how they are asked. */
export interface OperatorOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly progress: ProgressView;
  readonly yes: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** With `--json` the plan is approved beforehand, as everything that a program runs. */
  readonly json: boolean;
  /** Whether it may also be approved as a file. */
  readonly byFile: boolean;
  /** What the question calls the tenant: `acme.okta.com`. */
  readonly tenant?: string | undefined;
  /** With `--details` the plan shows manual steps in full. */
  readonly details?: boolean | undefined;
  /** In a dry run: carries out manual steps, and says yes where there is no terminal. */
  readonly simulatedAdministrator:
    ((stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>) => Promise<void>) | undefined;
  /** Called for Ctrl-C while keys are read one by one. */
  readonly interrupt: () => void;
}

/** Whoever answers for the person: the terminal, `--yes`, or in a dry run the simulated administrator. */
export function openOperator(options: OperatorOptions): Operator {
  const { io, screen, progress, simulatedAdministrator } = options;
  const asks = canAsk(io, options.input);
  let continues = false;
  let keys: ManualStepKeys | undefined;

  return {
    approve: async () => {
      progress.pause();
      if (options.yes) return true;
      if (asks && (simulatedAdministrator !== undefined || !options.json))
        return terminalPrompts(io).confirm(
          simulatedAdministrator === undefined
            ? `Apply this plan to ${options.tenant ?? "your tenant"}?`
            : "Rehearse this plan?",
        );
      if (simulatedAdministrator !== undefined && options.input) {
        screen.aside.line("Not a terminal: continuing, because this is a dry run.");
        return true;
      }
      throw confirmationMissing(options);
    },
    typeName: async (name, about) => {
      progress.pause();
      // --yes does not answer this one, and a dry run has nothing that could belong to somebody else.
      if (!asks || options.yes || options.json) return undefined;
      paragraph(screen.aside, "", `${screen.aside.paint.yellow("!")} `, about);
      return terminalPrompts(io).text(`To use it, type its name ("${plainText(name)}")`, undefined);
    },
    approveRest: async (pilot, people) => {
      progress.pause();
      paragraph(screen.aside, "       ", "", `The pilot, ${pilot}, is verified: ${found(people)}.`);
      if (options.yes || !asks) return options.yes || simulatedAdministrator !== undefined;
      return terminalPrompts(io).confirm("Continue with the rest?");
    },
    beginStop: async (stop, secrets, position) => {
      continues = false;
      progress.pause();
      if (simulatedAdministrator !== undefined) {
        // With --details the plan has shown all of it.
        const more = options.details === true ? "" : " To read it: --details";
        const what = `Manual step: the simulated administrator does it.${more}`;
        paragraph(screen.aside, "       ", `${screen.aside.paint.yellow("!")} `, what);
        return simulatedAdministrator(stop, secrets);
      }
      keys = manualStepKeys({
        ...{ io, screen, progress, stop, secrets },
        copies: !options.json,
        onContinue: () => {
          continues = true;
        },
        interrupt: options.interrupt,
      });
      renderManualStep(screen.aside, { stop, position }, asks ? keys.ofToken : undefined);
      if (asks) keys.listen();
    },
    wantsToGoOn: () => continues,
    endStop: () => {
      keys?.close();
      keys = undefined;
    },
  };
}

function found(users: number): string {
  return `${count(users, "user is", "users are")} on the SCIM server as expected`;
}

function confirmationMissing({ json, byFile }: OperatorOptions): SetupError {
  return new SetupError({
    code: "confirmation-missing",
    exitCode: EXIT.usage,
    what: `--yes${byFile ? ", or an approved plan with --plan FILE," : ""} is required ${json ? "with --json" : "without a terminal"}; nothing was written`,
    why: json ? "with --json no question is asked" : "there is no terminal to ask at, or --no-input was given",
    fix: [
      "Read the plan above, then run the same command with --yes.",
      ...(byFile ? ["Or have the plan approved as a file: plan --out FILE, then apply --plan FILE."] : []),
    ],
  });
}

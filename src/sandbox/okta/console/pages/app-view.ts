import type { OktaApp } from "../../org/app.js";
import type { Org } from "../../org/org.js";
import type { ActionId } from "../actions.js";
import type { ConsoleForm } from "../forms.js";

/** What a page says about the form that was just submitted. */
export interface Notice {
  readonly appId: string;
  /** The form or button it is about. */
  readonly at: ConsoleForm["id"] | ActionId;
  readonly text: string;
  readonly isRefusal: boolean;
}

/** What an app's pages show, and what they depend on beside the app. */
export interface AppView {
  readonly app: OktaApp;
  readonly org: Org;
  readonly hasLicence: boolean;
  /** The token of the browser's own forms. */
  readonly formToken: string;
  readonly notice?: Notice | undefined;
  /** What the form of the notice was sent with, when it is shown again as it was. */
  readonly typed?: URLSearchParams | undefined;
  /** True once Edit was pressed. */
  readonly edits: boolean;
  /** The page of a long list, as the address has it. */
  readonly page?: string | undefined;
}

export function appPath(app: OktaApp): string {
  return `/admin/app/${encodeURIComponent(app.name)}/instance/${app.id}`;
}

/** The tabs of an app below its path; the first is the path itself. */
export const TABS = [
  "general",
  "sign-on",
  "integration",
  "to-app",
  "to-okta",
  "import",
  "assignments",
  "assigned-groups",
  "push-groups",
] as const;

export type TabId = (typeof TABS)[number];

export function tabPath(app: OktaApp, tab: TabId): string {
  return tab === "general" ? appPath(app) : `${appPath(app)}/${tab}`;
}

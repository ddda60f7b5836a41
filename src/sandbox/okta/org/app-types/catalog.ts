import type { AppType } from "./app-type.js";

/** Logging out everywhere, as an app of an org with that feature shows it. Source: recorded traffic, 2025 and 2026. */
const LOGOUT = {
  status: "DISABLED",
  supportType: "FULL",
  identityStack: "NOT_SHARED",
  protocol: "GLOBAL_TOKEN_REVOCATION",
};

/** A custom app, made without a `name`: SAML 2.0 or Secure Web Authentication. */
export const CUSTOM: AppType = {
  title: "Custom app",
  kind: "custom",
  modes: { SAML_2_0: "SAML_2_0", AUTO_LOGIN: "AUTO_LOGIN" },
  app: {},
  required: [],
  more: { universalLogout: LOGOUT },
};

/** What an app for signing on alone has in common: it cannot provision. */
const SIGN_ON = { kind: "sign-on-only", appLinks: { login: true }, app: {}, required: [] } as const;

/**
 * The apps of the catalog that this sandbox has, by `name`. Sources: recorded answers, 2020 to 2026; of `scim2headerauth`
 * terraform-provider-okta issue 2094, its title is the catalog's own.
 */
export const CATALOG: Readonly<Record<string, AppType>> = {
  scim2headerauth: {
    title: "SCIM 2.0 Test App (Header Auth)",
    kind: "catalog",
    modes: { SAML_2_0: "SAML_2_0", AUTO_LOGIN: "AUTO_LOGIN" },
    app: {},
    required: [],
    more: { universalLogout: LOGOUT },
  },
  oidc_client: {
    ...SIGN_ON,
    title: "OpenID Connect client",
    modes: { OPENID_CONNECT: "OPENID_CONNECT" },
    appLinks: { oidc_client_link: true },
    visible: false,
    more: { universalLogout: LOGOUT },
  },
  bookmark: {
    ...SIGN_ON,
    title: "Bookmark App",
    modes: { BOOKMARK: "BOOKMARK" },
    app: { requestIntegration: false, url: null },
    required: ["url"],
  },
  template_swa: {
    ...SIGN_ON,
    title: "Template App",
    modes: { BROWSER_PLUGIN: "BROWSER_PLUGIN", AUTO_LOGIN: "BROWSER_PLUGIN" },
    app: {
      loginUrlRegex: null,
      usernameField: null,
      redirectUrl: null,
      buttonField: null,
      checkbox: null,
      passwordField: null,
      url: null,
    },
    required: ["buttonField", "passwordField", "url", "usernameField"],
  },
  template_swa3field: {
    ...SIGN_ON,
    title: "Template App 3 Fields",
    modes: { BROWSER_PLUGIN: "BROWSER_PLUGIN", AUTO_LOGIN: "BROWSER_PLUGIN" },
    app: {
      loginUrlRegex: null,
      extraFieldSelector: null,
      extraFieldValue: null,
      redirectUrl: null,
      userNameSelector: null,
      passwordSelector: null,
      buttonSelector: null,
      targetURL: null,
    },
    required: ["buttonSelector", "passwordSelector", "targetURL", "userNameSelector"],
  },
  template_sps: {
    ...SIGN_ON,
    title: "Template Secure Password Store App",
    modes: { SECURE_PASSWORD_STORE: "SECURE_PASSWORD_STORE" },
    app: {
      usernameField: null,
      optionalField1: null,
      optionalField1Value: null,
      optionalField2: null,
      optionalField2Value: null,
      optionalField3: null,
      optionalField3Value: null,
      passwordField: null,
      url: null,
    },
    required: ["passwordField", "url", "usernameField"],
  },
  template_basic_auth: {
    ...SIGN_ON,
    title: "Template Basic Auth App",
    modes: { BASIC_AUTH: "BASIC_AUTH" },
    app: { loginUrlRegex: null, authURL: null, url: null },
    required: ["authURL", "url"],
  },
  aws_console: {
    ...SIGN_ON,
    title: "AWS Console",
    modes: { AUTO_LOGIN: "BROWSER_PLUGIN", BROWSER_PLUGIN: "BROWSER_PLUGIN" },
    appLinks: { aws_console_login: true },
  },
  deelhr: {
    ...SIGN_ON,
    title: "Deel HR",
    modes: { AUTO_LOGIN: null },
    appLinks: { deelhr_link: true },
  },
  pagerduty: {
    ...SIGN_ON,
    title: "PagerDuty",
    modes: { SAML_2_0: "SAML_2_0" },
    app: { adminUserId: null, baseUrl: null, subdomain: null },
    required: ["subdomain"],
  },
  okta_org2org: {
    ...SIGN_ON,
    title: "Okta Org2Org",
    modes: { SAML_2_0: "SAML_2_0" },
    app: { acsUrl: null, audRestriction: null, baseUrl: null },
    required: ["baseUrl"],
    connection: "token",
  },
  office365: {
    ...SIGN_ON,
    title: "Microsoft Office 365",
    modes: { AUTO_LOGIN: "BROWSER_PLUGIN", BROWSER_PLUGIN: "BROWSER_PLUGIN" },
    appLinks: {
      calendar: false,
      mail: false,
      teams: false,
      sites: false,
      delve: false,
      sway: false,
      login: true,
      powerbi: false,
      people: false,
      excel: false,
      yammer: false,
      newsfeed: false,
      onedrive: false,
      word: false,
      planner: false,
      powerpoint: false,
      tasks: false,
      forms: false,
      crm: false,
    },
    app: {
      tenantType: null,
      wsFedConfigureType: null,
      occSettings: null,
      windowsTransportEnabled: false,
      domain: null,
      msftTenant: null,
      domains: [],
      office365ProvisioningType: null,
      requireAdminConsent: false,
      office365FlexibleProvisioningMode: null,
    },
    required: ["msftTenant"],
    more: {
      licensing: { seatCount: 0 },
      universalLogout: { status: "DISABLED", supportType: "PARTIAL", identityStack: "SHARED", protocol: "PROPRIETARY" },
    },
    refused: { SAML_1_1: "In order to continue using WS-FED Auto for SSO, you must grant admin consent." },
  },
};

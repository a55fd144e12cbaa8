/** Messages of the pages of two-factor authentication, which come with the data of these pages. */
export const en = {
  "admin.twoFactor.title": "Two-factor authentication",
  "admin.twoFactor.line": "Sign in with your password and a code from an app on your phone.",
  "admin.twoFactor.required": "{{organization}} requires two-factor authentication",
  "admin.twoFactor.requiredLine": "Turn it on here, then you can continue.",
  "admin.twoFactor.off": "Turned off",
  "admin.twoFactor.since": "On since {{date}}",
  "admin.twoFactor.scan":
    "Scan this with an authenticator app, or enter the key there. Then enter the app’s code.",
  "admin.twoFactor.qr": "QR code for your authenticator app",
  "admin.twoFactor.key": "Key",
  "admin.twoFactor.turnOn": "Turn on",
  "admin.twoFactor.turnOff": "Turn off",
  "admin.twoFactor.offLine": "To move to another phone, turn it off and on again.",
  "admin.twoFactor.codes": "Recovery codes",
  "admin.twoFactor.codesOnce":
    "Print or save these codes. They won’t be shown again, and each works once in place of a code.",
  "admin.twoFactor.left_one":
    "{{count, number}} recovery code left. It works once in place of a code from your app.",
  "admin.twoFactor.left_other":
    "{{count, number}} recovery codes left. Each works once in place of a code from your app.",
  "admin.twoFactor.renew": "Create new codes",
  "admin.twoFactor.print": "Print",
  "admin.twoFactor.continue": "Continue",
  "admin.twoFactor.blocked":
    "Your form is kept here. Turn two-factor authentication on in a new tab, then submit the form.",
  "admin.twoFactor.open": "Turn it on in a new tab",
  "admin.twoFactor.submit": "Submit the form",
};

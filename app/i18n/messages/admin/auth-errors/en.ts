/** Messages of the forms that sign a user in. */
export const en = {
  "admin.auth.signIn.wrong": "Email or password is wrong.",
  "admin.auth.signIn.emailMissing": "Enter your email.",
  "admin.auth.signIn.passwordMissing": "Enter your password.",
  "admin.auth.tooMany_one": "Too many attempts. Try again in {{count, number}} second.",
  "admin.auth.tooMany_other": "Too many attempts. Try again in {{count, number}} seconds.",
  "admin.auth.busy_one": "Reservo is busy. Try again in {{count, number}} second.",
  "admin.auth.busy_other": "Reservo is busy. Try again in {{count, number}} seconds.",
  "admin.auth.setUp.emailTaken": "This email already has an account. Use another one.",
  "admin.auth.signInAgain.notAllowed": "This account can’t do this. Sign in with the one you used before.",
  "admin.auth.code.missing": "Enter the code.",
  "admin.auth.code.wrong": "This code is wrong or was already used. Enter another one.",
  "admin.auth.code.expired": "That took too long. Sign in again.",
  "admin.auth.password.wrong": "This password is wrong.",
};

export const en = {
  "admin.problem.malformedForm.title": "We couldn’t read that form",
  "admin.problem.malformedForm.line":
    "It didn’t arrive the way our pages send it, so nothing was changed. Go back, reload the page and try again.",
  "admin.problem.forbidden.title": "You don’t have access",
  "admin.problem.forbidden.line":
    "Your account can’t see this page. Ask an owner, or sign in with another account.",
  "admin.problem.notFound.title": "Page not found",
  "admin.problem.notFound.line": "The address may be wrong, or the page may have been removed.",
  "admin.problem.unexpected.title": "We couldn’t show this page",
  "admin.problem.unexpected.line":
    "Try again in a minute. If you’ve just saved something, check that it’s there before saving again.",
  "admin.problem.home": "Go to the home page",
};

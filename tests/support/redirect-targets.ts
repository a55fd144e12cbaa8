/** Texts that must never become the target of a redirect, by the attack. */
export const FOREIGN_TARGETS = [
  ...["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\\/evil.example"],
  ...[
    "/.//evil.example",
    "/.//evil.example/phish",
    "/%2e//evil.example",
    "/%2E//evil.example",
    "/..//evil.example",
  ],
  ...[
    "/x/..//evil.example",
    "/x/%2e%2e//evil.example",
    "/./\\evil.example",
    "/.\\\\evil.example",
    "/././/evil.example",
  ],
  ...["/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example"],
  ...[
    "/.\t//evil.example",
    "/x/.\n.//evil.example",
    "/.//evil.example?lng=de",
    "/..//evil.example?x=1&lng=de",
  ],
  ...[
    "%2f%2fevil.example",
    "%2f/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "admin",
  ],
  ...[
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example/",
    "HTTP://evil.example",
    "//evil.example@x",
  ],
  ...["//user@evil.example", "//[::1]", "//%65vil.example", "", " ", "?x=1", "#x", `/${"a".repeat(5_000)}`],
  `/?${"a".repeat(70_000)}`,
];

/** Paths of the app, each with its expected result as the target of a redirect. */
export const LOCAL_TARGETS = [
  ["/", "/"],
  ["/admin", "/admin"],
  ["/admin/mailbox?x=1", "/admin/mailbox?x=1"],
  ["/e/talks?session=1&seats=2", "/e/talks?session=1&seats=2"],
  ["/e/talks#seats", "/e/talks"],
  ["/e/../admin", "/admin"],
  ["/e/./talks//", "/e/talks//"],
  ["/e/M%C3%BCnchen", "/e/M%C3%BCnchen"],
  ["/e/München?q=für zwei", "/e/M%C3%BCnchen?q=f%C3%BCr%20zwei"],
  ["/o/x?next=//evil.example", "/o/x?next=//evil.example"],
  ["/@evil.example", "/@evil.example"],
  ["/x\r\nSet-Cookie: a=1", "/xSet-Cookie:%20a=1"],
] as const;

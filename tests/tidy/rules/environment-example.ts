import type { Offence, SourceFile } from "./source-file.ts";

/** `.env.example` names each setting once, set or commented out (`# KEY=value`), and nothing that is no setting. */
export function environmentExample(example: SourceFile, settings: readonly string[]): Offence[] {
  const named = example.text.split("\n").flatMap((text, index) => {
    const key = /^\s*(?:#\s?)?([A-Z][A-Z0-9_]*)=/.exec(text)?.[1];
    return key === undefined ? [] : [{ key, line: index + 1 }];
  });
  const offence = (line: number, what: string): Offence => ({ file: example.path, line, what });
  const keys = named.map(({ key }) => key);
  return [
    ...settings.filter((key) => !keys.includes(key)).map((key) => offence(1, `${key} is not in it`)),
    ...named.flatMap(({ key, line }, index) => {
      if (!settings.includes(key)) return [offence(line, `${key} is no setting`)];
      return keys.indexOf(key) < index ? [offence(line, `${key} stands there twice`)] : [];
    }),
  ];
}

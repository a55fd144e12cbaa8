import type { ReactNode } from "react";
import type { ManageIntent, ManageProps } from "./manage-props.ts";

type PartName = Exclude<ManageIntent, "resend">;

/** Returns whether a part is open initially: it was refused or just used. */
function isOpen({ problem, done, asked }: ManageProps, name: PartName): boolean {
  if (problem) return problem.intent === name;
  // After adding seats, ask for the new guests' details.
  if (done === "seats" && asked.length > 0) return name === "people";
  return done === name;
}

interface Props {
  page: ManageProps;
  name: PartName;
  title: string;
  /** The current value, next to the title. */
  now?: ReactNode;
  children: ReactNode;
}

/** One expandable entry in the list of possible changes. Works without scripts. */
export function ManagePart({ page, name, title, now, children }: Props) {
  return (
    <details className="part" open={isOpen(page, name)}>
      <summary>
        <h2 id={`part-${name}`}>{title}</h2>
        {now ? (
          <span className="part-now">
            <bdi>{now}</bdi>
          </span>
        ) : null}
      </summary>
      <div className="part-body">{children}</div>
    </details>
  );
}

import type { ReactNode } from "react";
import type { ManageIntent, ManageProps } from "./manage-props.ts";

type PartName = Exclude<ManageIntent, "resend">;

/** Returns the part that is open when the page is shown: the one that was refused or just used. */
function isOpen({ problem, done, asked }: ManageProps, name: PartName): boolean {
  if (problem) return problem.intent === name;
  // More seats were taken, and now their guests are asked about.
  if (done === "seats" && asked.length > 0) return name === "people";
  return done === name;
}

interface Props {
  page: ManageProps;
  name: PartName;
  title: string;
  /** How it is at present, beside the title. */
  now?: ReactNode;
  children: ReactNode;
}

/** One entry of the menu of what can be changed, which opens in place, with or without scripts. */
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

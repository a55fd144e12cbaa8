import { buttonClass } from "../button.tsx";

/** A button for what the member's role does not include, with the reason. */
export function ClosedAction({ label, reason }: { label: string; reason: string }) {
  return (
    <span className="closed-action">
      <span className={buttonClass({ kind: "quiet" })} aria-disabled="true">
        {label}
      </span>
      <span className="closed-reason">{reason}</span>
    </span>
  );
}

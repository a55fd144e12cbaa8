import { CopyButton } from "./copy-button.tsx";

/** A secret as it must be pasted elsewhere: all of it visible, marked by one click, with a button that copies it. */
export function SecretText({ label, value }: { label: string; value: string }) {
  return (
    <div className="secret">
      <p className="field-label">{label}</p>
      <div className="secret-line">
        <code className="secret-value">{value}</code>
        <CopyButton text={value}>Copy</CopyButton>
      </div>
    </div>
  );
}

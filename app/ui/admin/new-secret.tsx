import { ButtonLink } from "../button.tsx";
import { Notice } from "../notice.tsx";
import { SecretText } from "./secret-text.tsx";

/** A secret that is shown this once, and the step that leaves it behind. */
export function NewSecret({ label, value, done }: { label: string; value: string; done: string }) {
  return (
    <div className="new-secret">
      <Notice tone="warn" title="You see this key once">
        Copy it now into the settings of your program or into a password safe. Reservo keeps only what is
        needed to recognise it.
      </Notice>
      <SecretText label={label} value={value} />
      <ButtonLink href={done}>I stored it</ButtonLink>
    </div>
  );
}

import { useBlocker } from "@remix-run/react";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Button } from "../button.tsx";

/** The forms of the page that have changes which are not saved, by their ids. */
const ChangedFormsContext = createContext<Set<string> | undefined>(undefined);

export function useChangedForms(): Set<string> {
  const changed = useContext(ChangedFormsContext);
  if (!changed) throw new Error("A form that keeps its changes stands inside of UnsavedChanges.");
  return changed;
}

/**
 * Asks before a page is left whose forms have changes that are not saved: with a dialog inside of the admin, and with the
 * browser's own question where a document is left.
 */
export function UnsavedChanges({ children }: { children: ReactNode }) {
  const { current: changed } = useRef(new Set<string>());
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      changed.size > 0 && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (changed.size > 0) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [changed]);
  return (
    <ChangedFormsContext.Provider value={changed}>
      {children}
      {blocker.state === "blocked" ? (
        <LeaveDialog
          onStay={() => blocker.reset()}
          onLeave={() => {
            changed.clear();
            blocker.proceed();
          }}
        />
      ) : null}
    </ChangedFormsContext.Provider>
  );
}

function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useAdminWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="leave-dialog" aria-labelledby="leave-title" onClose={onStay}>
      <h2 id="leave-title" className="notice-title">
        {t("admin.form.unsaved.title")}
      </h2>
      <p>{t("admin.form.unsaved.line")}</p>
      <div className="button-row">
        <Button type="button" onClick={onStay}>
          {t("admin.form.unsaved.stay")}
        </Button>
        <Button type="button" kind="danger" onClick={onLeave}>
          {t("admin.form.unsaved.leave")}
        </Button>
      </div>
    </dialog>
  );
}

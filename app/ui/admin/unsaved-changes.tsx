import { useBlocker } from "@remix-run/react";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Button } from "../button.tsx";

/** The ids of the page's forms with unsaved changes. */
const ChangedFormsContext = createContext<Set<string> | undefined>(undefined);

/** Returns the mutable set of the ids of forms with unsaved changes. Throws outside of `UnsavedChanges`. */
export function useChangedForms(): Set<string> {
  const changed = useContext(ChangedFormsContext);
  if (!changed) throw new Error("useChangedForms must be called inside UnsavedChanges.");
  return changed;
}

/**
 * Asks before leaving a page with unsaved changes: with a dialog on navigation inside the admin, and with the browser's
 * prompt when the document is left.
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

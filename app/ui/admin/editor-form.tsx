import { Link, useActionData, useLocation } from "@remix-run/react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, shortDate } from "#app/platform/dates.ts";
import { Button, buttonClass } from "../button.tsx";
import { Notice } from "../notice.tsx";
import { AdminForm, type AdminFormProps } from "./admin-form.tsx";
import {
  deleteFormDraft,
  type FormDraft,
  formDraftIfChanged,
  readFormDraft,
  saveFormDraft,
} from "./form-drafts.ts";
import { useChangedForms } from "./unsaved-changes.tsx";

/** Delay between the last change of a form and its save in the browser's storage. */
const SAVE_DELAY_MS = 2_000;

/** A form that asks for confirmation before the page is left with unsaved changes. */
export function EditorForm(props: AdminFormProps) {
  return <AdminForm {...useGuard()} {...props} />;
}

/**
 * A long form, whose changes are also stored in the browser until they are saved or discarded, so that closing the tab
 * does not lose them. Its action handles the intent `restore` by returning the submitted values.
 */
export function AutosaveForm(props: AdminFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { pathname } = useLocation();
  const { onInput, onSubmit } = useGuard();
  const stored = useFormDraft(form, pathname);
  return (
    <>
      {stored.found ? <FormDraftNotice changes={stored.found} onDiscard={stored.discard} /> : null}
      <AdminForm
        ref={form}
        onInput={() => {
          onInput();
          stored.later();
        }}
        onSubmit={() => {
          onSubmit();
          stored.now();
        }}
        {...props}
      />
    </>
  );
}

/** A link to leave a form without saving. A router link, so that the admin's dialog asks about unsaved changes. */
export function CancelLink({ to }: { to: string }) {
  const { t } = useAdminWords();
  return (
    <Link to={to} className={buttonClass({ kind: "quiet" })}>
      {t("admin.shell.cancel")}
    </Link>
  );
}

/** Marks a form as changed from the first input until it is submitted, and again if it is re-rendered. */
function useGuard() {
  const id = useId();
  const changed = useChangedForms();
  // Action data means that the form was not saved: a save redirects.
  const isAnswered = useActionData() !== undefined;
  useEffect(() => {
    if (isAnswered) changed.add(id);
    return () => void changed.delete(id);
  }, [isAnswered, changed, id]);
  return { onInput: () => void changed.add(id), onSubmit: () => void changed.delete(id) };
}

/** Stores the changes of a form, and finds those stored by an earlier visit. */
function useFormDraft(form: RefObject<HTMLFormElement>, path: string) {
  const [found, setFound] = useState<FormDraft>();
  const isAnswered = useActionData() !== undefined;
  const isOurs = useRef(isAnswered);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    if (isAnswered) isOurs.current = true;
    else if (!isOurs.current)
      setFound(form.current ? formDraftIfChanged(form.current, readFormDraft(path)) : undefined);
  }, [isAnswered, form, path]);
  useEffect(() => {
    const keep = () => {
      if (isOurs.current && form.current) saveFormDraft(path, form.current);
    };
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      clearTimeout(timer.current);
      // Saved, or left on purpose. An error page in its place has the same address and keeps the changes.
      if (isOurs.current && location.pathname !== path) deleteFormDraft(path);
    };
  }, [form, path]);
  return {
    found,
    discard() {
      deleteFormDraft(path);
      setFound(undefined);
    },
    /** Stores the changes when the form is submitted, in case the network fails. */
    now() {
      isOurs.current = true;
      if (form.current) saveFormDraft(path, form.current);
    },
    later() {
      isOurs.current = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => form.current && saveFormDraft(path, form.current), SAVE_DELAY_MS);
    },
  };
}

function FormDraftNotice({ changes, onDiscard }: { changes: FormDraft; onDiscard: () => void }) {
  const { t, locale } = useAdminWords();
  const at = new Date(changes.keptAt);
  const moment = { locale, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const when = { date: shortDate(at, moment), time: clockTime(at, moment) };
  return (
    <Notice tone="info" title={t("admin.form.kept.title")} live>
      <p>{t("admin.form.kept.line", when)}</p>
      {/* Loads a new document, so that the fields' initial values are the stored ones. */}
      <AdminForm reloadDocument className="button-row">
        {changes.entries.map(([name, value]) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <Button name="intent" value="restore">
          {t("admin.form.kept.restore")}
        </Button>
        <Button type="button" kind="quiet" onClick={onDiscard}>
          {t("admin.form.kept.discard")}
        </Button>
      </AdminForm>
    </Notice>
  );
}

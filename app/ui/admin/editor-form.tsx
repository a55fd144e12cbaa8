import { Link, useActionData, useLocation } from "@remix-run/react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, shortDate } from "#app/platform/dates.ts";
import { Button, buttonClass } from "../button.tsx";
import { Notice } from "../notice.tsx";
import { AdminForm, type AdminFormProps } from "./admin-form.tsx";
import { changesOf, dropChanges, type KeptChanges, keepChanges, readChanges } from "./kept-changes.ts";
import { useChangedForms } from "./unsaved-changes.tsx";

/** How long after the last change a form is written to the browser's storage. */
const KEEP_AFTER_MS = 2_000;

/** A form that somebody writes in: the page asks before it is left with changes that are not saved. */
export function EditorForm(props: AdminFormProps) {
  return <AdminForm {...useGuard()} {...props} />;
}

/**
 * A long form, whose changes are also kept in the browser until they are saved or discarded, so that closing the tab does not
 * lose them. Its action answers the intent `restore` with the form as it was sent.
 */
export function KeptForm(props: AdminFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { pathname } = useLocation();
  const { onInput, onSubmit } = useGuard();
  const kept = useKeptChanges(form, pathname);
  return (
    <>
      {kept.found ? <KeptChangesNotice changes={kept.found} onDiscard={kept.discard} /> : null}
      <AdminForm
        ref={form}
        onInput={() => {
          onInput();
          kept.later();
        }}
        onSubmit={() => {
          onSubmit();
          kept.now();
        }}
        {...props}
      />
    </>
  );
}

/** The way out of a form without saving. It stays inside of the admin, so that the admin's own dialog asks. */
export function CancelLink({ to }: { to: string }) {
  const { t } = useAdminWords();
  return (
    <Link to={to} className={buttonClass({ kind: "quiet" })}>
      {t("admin.shell.cancel")}
    </Link>
  );
}

/** Marks a form as changed from the first change on until it is sent, and again when it comes back. */
function useGuard() {
  const id = useId();
  const changed = useChangedForms();
  // An answer that is shown in place is a form that was not saved.
  const isAnswered = useActionData() !== undefined;
  useEffect(() => {
    if (isAnswered) changed.add(id);
    return () => void changed.delete(id);
  }, [isAnswered, changed, id]);
  return { onInput: () => void changed.add(id), onSubmit: () => void changed.delete(id) };
}

/** Keeps the changes of a form, and finds those that an earlier visit kept. */
function useKeptChanges(form: RefObject<HTMLFormElement>, path: string) {
  const [found, setFound] = useState<KeptChanges>();
  const isAnswered = useActionData() !== undefined;
  const isOurs = useRef(isAnswered);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    if (isAnswered) isOurs.current = true;
    else if (!isOurs.current) setFound(form.current ? changesOf(form.current, readChanges(path)) : undefined);
  }, [isAnswered, form, path]);
  useEffect(() => {
    const keep = () => {
      if (isOurs.current && form.current) keepChanges(path, form.current);
    };
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      clearTimeout(timer.current);
      // Saved, or left on purpose; a page in its place that says what failed has the same address.
      if (isOurs.current && location.pathname !== path) dropChanges(path);
    };
  }, [form, path]);
  return {
    found,
    discard() {
      dropChanges(path);
      setFound(undefined);
    },
    /** For a form that is sent: the network may fail. */
    now() {
      isOurs.current = true;
      if (form.current) keepChanges(path, form.current);
    },
    later() {
      isOurs.current = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => form.current && keepChanges(path, form.current), KEEP_AFTER_MS);
    },
  };
}

function KeptChangesNotice({ changes, onDiscard }: { changes: KeptChanges; onDiscard: () => void }) {
  const { t, locale } = useAdminWords();
  const at = new Date(changes.keptAt);
  const moment = { locale, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const when = { date: shortDate(at, moment), time: clockTime(at, moment) };
  return (
    <Notice tone="info" title={t("admin.form.kept.title")} live>
      <p>{t("admin.form.kept.line", when)}</p>
      {/* A document of its own: its fields begin with what was kept. */}
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

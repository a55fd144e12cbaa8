import { useFocusOn } from "../admin/focus-on.ts";

type ErrorSummaryProps = {
  title: string;
  /** Messages by field name; those of the entire form under "". */
  errors: Record<string, string[] | null | undefined> | undefined;
};

/** Lists a form's errors above it, with a link to each field. Takes the focus on load; empty without errors. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const lines = Object.entries(errors ?? {}).flatMap(([field, messages]) =>
    (messages ?? []).map((message) => ({ field, message })),
  );
  const element = useFocusOn(lines.length > 0 ? errors : undefined);
  if (lines.length === 0) return null;
  return (
    <error-focus>
      <div ref={element} className="notice error-summary" data-tone="bad" role="alert" tabIndex={-1}>
        <h2 className="notice-title">{title}</h2>
        <ul>
          {lines.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              {field === "" ? message : <a href={`#${encodeURIComponent(field)}`}>{message}</a>}
            </li>
          ))}
        </ul>
      </div>
    </error-focus>
  );
}

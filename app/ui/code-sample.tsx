/** Lines of a program with a button that copies them; the button is there where scripts run. */
export function CodeSample({ label, text }: { label: string; text: string }) {
  return (
    <figure className="sample">
      <figcaption>
        {label}
        <copy-text data-text={text} data-done="Copied">
          <button type="button" className="sample-copy" aria-label={`Copy: ${label}`}>
            Copy
          </button>
        </copy-text>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is read by scrolling, with keys too. */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}

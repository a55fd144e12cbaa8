/** A code sample with a copy button, which is visible only if scripts run. */
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll long lines. */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}

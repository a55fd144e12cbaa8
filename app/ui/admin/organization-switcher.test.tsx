import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { OrganizationSwitcher } from "./organization-switcher.tsx";

const [north, south] = [
  { slug: "north", name: "North" },
  { slug: "south", name: "South" },
];

it("links to each organisation of a member of several, and marks the current one", () => {
  const html = renderToStaticMarkup(<OrganizationSwitcher current={south} all={[north, south]} />);
  expect(html).toContain("<summary><bdi>South</bdi></summary>");
  expect(html).toContain('<a href="/admin/o/north"><bdi>North</bdi></a>');
  expect(html).toContain('<a href="/admin/o/south" aria-current="true"><bdi>South</bdi></a>');
});

it("is only the name for a member of one", () => {
  expect(renderToStaticMarkup(<OrganizationSwitcher current={north} all={[north]} />)).toBe(
    "<bdi>North</bdi>",
  );
});

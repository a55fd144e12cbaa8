/** One question of each kind, as the fields of the organiser's form; the third is asked of each person. */
export const ALL_QUESTIONS: Record<string, string> = Object.assign(
  {},
  ...[
    { type: "text", label: "Your club" },
    { type: "long-text", label: "What should we know?" },
    { type: "choice", label: "Meal", options: "Meat\nFish\nNeither", required: "on", per: "person" },
    { type: "choices", label: "Tools you have", options: "Knife\nBoard", hint: "You can choose both." },
    { type: "number", label: "Shoe size" },
    { type: "phone", label: "Phone" },
    { type: "date", label: "Birthday" },
    { type: "consent", label: "I have read the house rules", required: "on" },
  ].map((question, index) =>
    Object.fromEntries(
      Object.entries({ per: "booking", ...question }).map(([name, value]) => [
        `questions[${index}].${name}`,
        value,
      ]),
    ),
  ),
);

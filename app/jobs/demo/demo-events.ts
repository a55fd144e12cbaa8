import type { EventInput } from "#app/events/editor/event-form.ts";

/** One event of the demo. Days count from today; times are local to the event's time zone. */
export interface DemoEvent {
  title: string;
  description: string;
  place: string;
  stock: EventInput["stock"];
  timeZone: string;
  maxPerBooking: number;
  sessions: DemoSession[];
}

export interface DemoSession {
  day: number;
  from: string;
  to: string;
  capacity: number;
  /** Number of booked seats when the demo starts. */
  taken: number;
  label?: string;
}

const LONDON = "Europe/London";

const meetup: DemoEvent = {
  title: "Small talks on small software",
  description: `Three short talks, one long break and people who like their programs small.

- **18:30** Doors and tea
- **19:00** A database in forty lines – *Priya Nair*
- **19:30** What my grandmother taught me about caches – *Tom Ahern*
- **20:15** The bug that waited for winter – *Ilse Brandt*

Seats are limited by the room, so please give yours back if you can't come.`,
  place: "The Old Fire Station, 84 Mayton Street, London N7",
  stock: "cobalt",
  timeZone: LONDON,
  maxPerBooking: 2,
  sessions: [{ day: 9, from: "18:30", to: "21:00", capacity: 40, taken: 37 }],
};

const course: DemoEvent = {
  title: "Wheel throwing for complete beginners",
  description: `Three hours at the wheel with a tutor for every four people. You'll centre, open and pull at least two bowls, and we glaze and fire them for you to collect a fortnight later.

Wear something you don't mind getting muddy. Aprons, tools and tea are on us.`,
  place: "Unit 4, Canal Yard, Leeds LS11",
  stock: "marigold",
  timeZone: LONDON,
  maxPerBooking: 3,
  sessions: [5, 12, 19, 26].map((day, week) => ({
    day,
    from: "10:00",
    to: "13:00",
    capacity: 12,
    taken: [12, 9, 5, 2][week] ?? 0,
    label: ["Centring", "Opening and pulling", "Trimming", "Glazing"][week],
  })),
};

const restaurant: DemoEvent = {
  title: "Dinner at the long table",
  description: `One table, eighteen chairs, and whatever the market had this morning. Four courses, vegetarian on request when you arrive.

We seat three times an evening. Stay as long as your slot.`,
  place: "Kleine Mensa, Weserstraße 41, Berlin",
  stock: "coral",
  timeZone: "Europe/Berlin",
  maxPerBooking: 6,
  sessions: [1, 2, 3, 4, 6, 7].flatMap((day) => [
    { day, from: "18:00", to: "19:45", capacity: 18, taken: [18, 11, 7, 4, 2, 0][day % 6] ?? 0 },
    { day, from: "20:00", to: "21:45", capacity: 18, taken: [14, 18, 12, 9, 3, 1][day % 6] ?? 0 },
    { day, from: "22:00", to: "23:30", capacity: 18, taken: [3, 6, 2, 1, 0, 0][day % 6] ?? 0 },
  ]),
};

const ferry: DemoEvent = {
  title: "Ferry to Inchkeith Island",
  description: `A wooden boat for twelve, forty minutes each way, seals most days. Be at the steps ten minutes before departure; the boat leaves with the tide.

Dogs travel free. Bicycles stay ashore.`,
  place: "Aberdour Harbour, west steps",
  stock: "lagoon",
  timeZone: LONDON,
  maxPerBooking: 12,
  sessions: [1, 2, 3, 4, 5].flatMap((day) => [
    {
      day,
      from: "09:15",
      to: "09:55",
      capacity: 12,
      taken: day === 1 ? 12 : 4 - (day % 4),
      label: "Outward",
    },
    { day, from: "12:30", to: "13:10", capacity: 12, taken: day % 3, label: "Outward" },
    { day, from: "16:45", to: "17:25", capacity: 12, taken: 8 - day, label: "Return" },
  ]),
};

const soldOut: DemoEvent = {
  title: "Night walk with the bat warden",
  description: `A slow walk along the reservoir with detectors that make bats audible. Bring a torch and warm clothes.`,
  place: "East gate, Stoke Newington Reservoir, London",
  stock: "iris",
  timeZone: LONDON,
  maxPerBooking: 4,
  sessions: [{ day: 3, from: "20:30", to: "22:00", capacity: 16, taken: 16 }],
};

export const demoEvents: DemoEvent[] = [meetup, course, restaurant, ferry, soldOut];

/** Fictional guests. Their addresses use a domain that is reserved for examples. */
export const demoGuests = [
  "Ana Ruiz",
  "Tomasz Wiśniewski",
  "Grace Okafor",
  "Noah Lindqvist",
  "Mei-Ling Chen",
  "Samir Haddad",
  "Fiona MacLeod",
  "Luca Bianchi",
  "Aoife Byrne",
  "Jonas Weber",
  "Ravi Patel",
  "Zoë van den Berg",
  "Élodie Marchand",
  "Kwame Mensah",
  "Ingrid Solberg",
];

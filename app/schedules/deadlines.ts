const MINUTE_MS = 60_000;

interface Start {
  startsAt: Date;
}

/** Returns when booking a session ends. */
export function bookingDeadline(event: { closesMinutesBefore: number }, { startsAt }: Start): Date {
  return new Date(startsAt.getTime() - event.closesMinutesBefore * MINUTE_MS);
}

/** Returns until when an attendee may change or cancel a booking of a session. */
export function changeDeadline(event: { cancelMinutesBefore: number }, { startsAt }: Start): Date {
  return new Date(startsAt.getTime() - event.cancelMinutesBefore * MINUTE_MS);
}

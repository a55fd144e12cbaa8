import type { ComponentProps } from "react";
import type { ZoneGroup } from "#app/platform/zone-choices.ts";
import { Select } from "../forms/field.tsx";

type ZoneSelectProps = Omit<ComponentProps<typeof Select>, "children"> & { zones: ZoneGroup[] };

/** A select of time zones by city, grouped by area. */
export function ZoneSelect({ zones, ...select }: ZoneSelectProps) {
  return (
    <Select {...select}>
      {zones.map(({ area, zones: ofArea }) => {
        const options = ofArea.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ));
        return area ? (
          <optgroup key={area} label={area}>
            {options}
          </optgroup>
        ) : (
          options
        );
      })}
    </Select>
  );
}

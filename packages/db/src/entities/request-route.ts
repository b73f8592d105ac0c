import { defineEntity, p } from "@mikro-orm/postgresql";

/** A method and a route template that requests refer to. */
export const RequestRouteSchema = defineEntity({
  name: "RequestRoute",
  tableName: "request_routes",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    method: p.text(),
    route: p.text(),
  },
  uniques: [{ name: "request_routes_unique", properties: ["method", "route"] }],
});

export class RequestRoute extends RequestRouteSchema.class {}
RequestRouteSchema.setClass(RequestRoute);

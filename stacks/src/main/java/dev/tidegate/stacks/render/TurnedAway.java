package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;

/**
 * PromQL for the requests a second that a fleet's gateways turned away for lack of capacity: those that its backends denied because the queue
 * was full or too long, a tier was in force, or no replica was there. Status codes would not do: 4xx include clients' own mistakes, and 503 those
 * of replicas. Keys over their own rate limit and requests that the edge's firewall blocks are not counted.
 */
final class TurnedAway {
    private static final String LACK_OF_ROOM = "loop";
    private static final String ON_PURPOSE = "shed";
    private static final String EITHER = "(loop|shed)";

    private TurnedAway() {}

    /** Of the whole fleet, over a window such as {@code 5m}, for lack of room. */
    static String forLackOfRoom(FleetSettings fleet, String window) {
        return denied(fleet, LACK_OF_ROOM, "sum", window);
    }

    /** Of the whole fleet, because a tier is in force that gives up a class, or everybody. */
    static String onPurpose(FleetSettings fleet, String window) {
        return denied(fleet, ON_PURPOSE, "sum", window);
    }

    /** By class, under the label {@code proxy}. */
    static String byClass(FleetSettings fleet, String window) {
        return denied(fleet, EITHER, "sum by (proxy)", window);
    }

    /** Share of the fleet's requests that was turned away. */
    static String share(FleetSettings fleet, String window) {
        return "("
                + denied(fleet, EITHER, "sum", window)
                + ") / sum(rate(haproxy_backend_http_requests_total"
                + proxies(fleet, EITHER)
                + "["
                + window
                + "]))";
    }

    private static String denied(FleetSettings fleet, String why, String sum, String window) {
        String counted = proxies(fleet, why) + "[" + window + "]))";
        return sum
                + "(rate(haproxy_backend_requests_denied_total"
                + counted
                + " + "
                + sum
                + "(rate(haproxy_backend_responses_denied_total"
                + counted;
    }

    private static String proxies(FleetSettings fleet, String why) {
        return "{proxy=~\"" + fleet.name() + "_" + why + "_p.\"}";
    }
}

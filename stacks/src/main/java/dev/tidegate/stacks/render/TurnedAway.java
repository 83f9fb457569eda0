package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;

/**
 * PromQL of what a fleet's gateways turned away for lack of room, in requests a second: what its backends denied, which is a queue that was
 * full or too long, a tier in force, or no replica. Statuses would not do: 4xx has the clients' own mistakes in it, and 503 those of
 * replicas. A key over its own limit is not counted either, nor what the edge's firewall refuses.
 */
final class TurnedAway {
    private TurnedAway() {}

    /** Of the whole fleet, over a window such as {@code 5m}. */
    static String rate(FleetSettings fleet, String window) {
        return denied(fleet, "sum", window);
    }

    /** By class, under the label {@code proxy}. */
    static String byClass(FleetSettings fleet, String window) {
        return denied(fleet, "sum by (proxy)", window);
    }

    /** Of all that was asked of the fleet, the share that was turned away. */
    static String share(FleetSettings fleet, String window) {
        return "("
                + rate(fleet, window)
                + ") / sum(rate(haproxy_backend_http_requests_total"
                + proxies(fleet)
                + "["
                + window
                + "]))";
    }

    private static String denied(FleetSettings fleet, String sum, String window) {
        String counted = proxies(fleet) + "[" + window + "]))";
        return sum
                + "(rate(haproxy_backend_requests_denied_total"
                + counted
                + " + "
                + sum
                + "(rate(haproxy_backend_responses_denied_total"
                + counted;
    }

    private static String proxies(FleetSettings fleet) {
        return "{proxy=~\"" + fleet.name() + "_(loop|shed)_p.\"}";
    }
}

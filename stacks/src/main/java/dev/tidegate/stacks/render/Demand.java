package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;

/**
 * PromQL for what a fleet is asked for. Tokens are counted by its replicas, which alone know them; how many replicas there are to be heard, and
 * who was turned away, by its gateways. What cannot be heard counts like the rest of its kind, and is unknown where nothing is heard: missing data
 * is never less demand.
 */
final class Demand {
    private static final String LACK_OF_ROOM = "loop";
    private static final String ON_PURPOSE = "shed";
    private static final String EITHER = "(loop|shed)";

    /** The collector's name for gateways. */
    private static final String GATEWAYS = "{job=\"gateway\"}";

    /** The gateways that were heard within the hour and are still listed, over those that can be scraped. */
    private static final String LISTED =
            "count(max_over_time(up"
                    + GATEWAYS
                    + "[1h]) == 1 and up"
                    + GATEWAYS
                    + ") / sum(up"
                    + GATEWAYS
                    + ")";

    /** States of HAProxy's health checks: well; and there, but given nothing new, as one that leaves. In all others nobody answers. */
    private static final String WELL = "L7OKC?";

    private static final String THERE = "L7STS|HANA|SOCKERR";

    private Demand() {}

    /**
     * What is asked for, in tokens a second: what was served, and what a tier turned away on purpose, which is still asked for, but no evidence for
     * the next tier.
     *
     * @param scope selects the series of its replicas
     * @param gateways whether the region has gateways
     */
    static String query(FleetSettings fleet, String scope, boolean gateways) {
        String heard = heard(scope, gateways);
        String served =
                "("
                        + served("vllm:prompt_tokens_total", scope, heard)
                        + " + "
                        + served("vllm:generation_tokens_total", scope, heard)
                        + ")"
                        + overHeard(fleet, scope, heard, gateways);
        return gateways ? served + " + (" + givenUp(fleet, scope) + ")" : served;
    }

    /**
     * Requests that wait for the fleet, at its gateways and in its replicas' own queues.
     *
     * @param scope selects the series of its replicas
     */
    static String waiting(FleetSettings fleet, String scope, boolean gateways) {
        String atReplicas =
                "sum(vllm:num_requests_waiting"
                        + scope
                        + ")"
                        + overHeard(fleet, scope, "up" + scope + " == 1", gateways);
        return gateways
                ? "(sum(haproxy_backend_current_queue"
                        + fromReplicas(fleet, "")
                        + ") * "
                        + ofAllGateways(fleet, scope)
                        + " + "
                        + atReplicas
                        + ")"
                : atReplicas;
    }

    /** The factor from the replicas that are heard to those that are there. */
    private static String overHeard(
            FleetSettings fleet, String scope, String heard, boolean gateways) {
        return " * clamp_min(" + there(fleet, scope, gateways) + " / count(" + heard + "), 1)";
    }

    /**
     * The factor from the gateways that can be scraped to those that pass requests on: what ended well at the replicas over what ended well at those
     * gateways. One that is dead passes nothing on, and what it would turn away is turned away by the others, which count it. Never below one, and no
     * more than if all that are listed did the same; so many where nothing ended well.
     */
    private static String ofAllGateways(FleetSettings fleet, String scope) {
        String heard = heard(scope, true);
        String atGateways =
                "sum(rate(haproxy_backend_http_responses_total"
                        + fromReplicas(fleet, ",code=\"2xx\"")
                        + "[1m]) and on (instance) up"
                        + GATEWAYS
                        + " == 1)";
        return "clamp_max(clamp_min("
                + served("vllm:request_success_total", scope, heard)
                + overHeard(fleet, scope, heard, true)
                + " / ("
                + atGateways
                + " > 0) or "
                + LISTED
                + ", 1), scalar("
                + LISTED
                + "))";
    }

    /** The gateways' backends of replicas. */
    private static String fromReplicas(FleetSettings fleet, String more) {
        return "{proxy=~\"" + fleet.name() + "_(gpu|p0)\"" + more + "}";
    }

    /**
     * Tokens of a request: demand is in tokens, waiting and refused work in requests. A request counts as the mean of the last hour.
     *
     * @param scope selects the series of the fleet's replicas
     */
    static String ofARequest(String scope) {
        return " * (sum(rate(vllm:prompt_tokens_total"
                + scope
                + "[1h])) + sum(rate(vllm:generation_tokens_total"
                + scope
                + "[1h]))) / sum(rate(vllm:request_success_total"
                + scope
                + "[1h]))";
    }

    /** Replicas whose part of the demand of the last minute is known. */
    private static String heard(String scope, boolean gateways) {
        String now = "up" + scope + " == 1";
        // Rates of a replica that was found within the minute are a part of what it served. Without
        // gateways nobody else knows of it.
        return gateways ? now + " and up" + scope + " offset 1m == 1" : now;
    }

    private static String served(String counter, String scope, String heard) {
        return "sum(rate(" + counter + scope + "[1m]) and on (instance) (" + heard + "))";
    }

    /**
     * How many replicas were there to be heard in the last minute, on average, whether or not they can be scraped: those whose server answered the
     * health checks of the gateway that reaches most. Where no gateway is heard, those that could be scraped within the hour and are still listed,
     * of which some may be dead: too many rather than too few.
     */
    static String there(FleetSettings fleet, String scope, boolean gateways) {
        String listed =
                "count(max_over_time(up"
                        + scope
                        + "[1h]"
                        + (gateways ? " offset 1m" : "")
                        + ") == 1 and up"
                        + scope
                        + ")";
        return gateways ? "(" + answering(fleet) + " or " + listed + ")" : listed;
    }

    /** One that was well counts for the part of the minute in which it was, and one that leaves no longer than it is there. */
    private static String answering(FleetSettings fleet) {
        String leaving = checks(fleet, THERE);
        return "max(sum by (instance) (sum_over_time("
                + checks(fleet, WELL)
                + "[1m])) / on (instance) sum_over_time(up"
                + GATEWAYS
                + "[1m]) + sum by (instance) (avg_over_time("
                + leaving
                + "[1m]) * "
                + leaving
                + "))";
    }

    /** By gateway and server, 1 while its last check ended so. */
    private static String checks(FleetSettings fleet, String states) {
        return "haproxy_server_check_status{proxy=\""
                + fleet.name()
                + "_gpu\",state=~\""
                + states
                + "\"}";
    }

    /**
     * What a tier turns away on purpose, in tokens. Unknown while one is in force and no gateway is heard, or no request has ended within an hour; none
     * where no gateway has ever counted any.
     */
    private static String givenUp(FleetSettings fleet, String scope) {
        String now = counted("requests", fleet, ON_PURPOSE);
        return now
                + " * "
                + ofAllGateways(fleet, scope)
                + ofARequest(scope)
                + " > 0 or "
                + now
                + " == 0 or vector(0) unless sum(increase(haproxy_backend_requests_denied_total"
                + proxies(fleet, ON_PURPOSE)
                + "[1h])) > 0";
    }

    /**
     * Requests a second of the whole fleet that found no room: those that its backends denied because the queue was full or too long, or no replica
     * was there. Status codes would not do: 4xx include clients' own mistakes, and 503 those of replicas. Keys over their own rate limit and requests
     * that the edge's firewall blocks are not counted.
     *
     * @param scope selects the series of its replicas
     */
    static String turnedAway(FleetSettings fleet, String scope) {
        return "("
                + counted("requests", fleet, LACK_OF_ROOM)
                + " + "
                + counted("responses", fleet, LACK_OF_ROOM)
                + ") * "
                + ofAllGateways(fleet, scope);
    }

    /** By the gateways that can be scraped. */
    private static String counted(String of, FleetSettings fleet, String why) {
        return "sum(rate(haproxy_backend_"
                + of
                + "_denied_total"
                + proxies(fleet, why)
                + "[1m]) and on (instance) up"
                + GATEWAYS
                + " == 1)";
    }

    /** Everybody who was turned away, by class, under the label {@code proxy}; over a window such as {@code 5m}. */
    static String turnedAwayByClass(FleetSettings fleet, String window) {
        return denied(fleet, "sum by (proxy)", window);
    }

    /** Share of the fleet's requests that was turned away, for lack of room or by a tier. */
    static String shareTurnedAway(FleetSettings fleet, String window) {
        return "("
                + denied(fleet, "sum", window)
                + ") / sum(rate(haproxy_backend_http_requests_total"
                + proxies(fleet, EITHER)
                + "["
                + window
                + "]))";
    }

    private static String denied(FleetSettings fleet, String sum, String window) {
        String counted = proxies(fleet, EITHER) + "[" + window + "]))";
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

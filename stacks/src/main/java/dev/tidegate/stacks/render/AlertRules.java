package dev.tidegate.stacks.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.Ground;

/**
 * Alert rules for Prometheus. Requests turned away burn the objective's error budget; an alert needs a high burn rate over an hour and over
 * the last five minutes, so that a single spike does not page and a steady leak does.
 */
public final class AlertRules {
    /** Burn rates at which a month's budget is gone in two days, and in a week. */
    private static final double FAST = 14.4;

    private static final double SLOW = 4.0;

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                                    .build())
                    .build();

    /** Upper limit of an alert's threshold, however much the objective allows. */
    private static final double MOST = 0.5;

    private final Ground ground;
    private final String region;
    private final ArrayNode groups = YAML.createArrayNode();

    private AlertRules(Ground ground, String region) {
        this.ground = ground;
        this.region = region;
    }

    /** The rules of a region, whose daemons collect the metrics that they query. */
    public static String of(Ground ground, String region) {
        AlertRules rules = new AlertRules(ground, region);
        rules.daemons();
        if (ground.can(Capability.GATEWAY)) {
            rules.gateways();
        }
        ground.fleets().forEach(rules::fleet);
        ObjectNode document = YAML.createObjectNode();
        document.set("groups", rules.groups);
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes can always be written", e);
        }
    }

    private void daemons() {
        ArrayNode daemon = group("tidegate");
        alert(
                daemon,
                "TidegateSilent",
                "time() - max by (workload) (tidegate_last_cycle_timestamp_seconds) > 120 or"
                        + " absent(tidegate_last_cycle_timestamp_seconds)",
                "5m",
                "page",
                "No daemon has begun a cycle of this workload, or of any, for two minutes; the reactive"
                        + " layer holds the floor as it is");
        alert(
                daemon,
                "TidegateLedgerUnwritable",
                "min(tidegate_ledger_writable) == 0",
                "1m",
                "page",
                "The ledger cannot be written, so nothing is changed");
        alert(
                daemon,
                "TidegateRunStuck",
                "max(tidegate_runs{state=\"stuck\"}) > 0",
                "1m",
                "page",
                "A run of a book is stuck: tidegate runbook status says which, and what to do");
        alert(
                daemon,
                "TidegateCyclesFail",
                "rate(tidegate_cycle_failures_total[10m]) > 0",
                "10m",
                "ticket",
                "Cycles end in an error");
        alert(
                daemon,
                "TidegateTroubles",
                "max(tidegate_troubles) > 0",
                "30m",
                "ticket",
                "Something has been wrong for half an hour: troubles in /status says what, and what to do");
        workloads(daemon);
    }

    /** As in {@code docs/examples/alerts.yaml}. */
    private void workloads(ArrayNode daemon) {
        alert(
                daemon,
                "TidegateChangeFails",
                "sum by (workload, result)"
                        + " (increase(tidegate_changes_total{result=~\"retriable|permanent|unknown\"}[10m])) > 0",
                "10m",
                "page",
                "Changes of {{ $labels.workload }} end as {{ $labels.result }}: /status says why and what to do");
        alert(
                daemon,
                "TidegateBlind",
                reason(
                        "metrics-unreachable|metrics-refused|demand-missing|demand-stale|demand-empty|demand-ambiguous"
                                + "|demand-malformed|demand-out-of-range|fleet-unreadable"),
                "10m",
                "ticket",
                "Demand or the fleet of {{ $labels.workload }} cannot be read: /status says why");
        alert(
                daemon,
                "TidegateDemandCollapsed",
                reason("demand-collapsed"),
                "10m",
                "page",
                "Demand of {{ $labels.workload }} fell at once to less than a quarter: callers cannot reach it, or its"
                        + " query counts something else now");
        alert(
                daemon,
                "TidegateInVain",
                "max by (workload) (tidegate_in_vain_steps) > 5",
                "5m",
                "ticket",
                "Work of {{ $labels.workload }} is turned away though there are replicas enough");
    }

    private static String reason(String codes) {
        return "max by (workload) (tidegate_reason{reason=~\"" + codes + "\"}) == 1";
    }

    /** A gateway that is down reports no metrics, so their absence is an alert of its own. */
    private void gateways() {
        alert(
                group("gateways"),
                "GatewaysSilent",
                "absent(haproxy_backend_active_servers)",
                "5m",
                "page",
                "No gateway is heard: nobody is served here, or nobody knows whether");
    }

    private void fleet(FleetSettings fleet) {
        ArrayNode rules = group("fleet-" + fleet.name());
        if (ground.can(Capability.GATEWAY)) {
            served(rules, fleet);
        }
        unheard(rules, fleet);
        alert(
                rules,
                fleet,
                "AtItsCeiling",
                "max(tidegate_floor{workload=~\""
                        + fleet.name()
                        + "-.*\"}) >= "
                        + fleet.bounds().max(),
                "15m",
                "ticket",
                "Fleet "
                        + fleet.name()
                        + " can grow no further: raise its ceiling, or the tiers will act");
    }

    /** What they serve is not counted, only estimated, and without gateways for no longer than an hour: somebody has to know. */
    private void unheard(ArrayNode rules, FleetSettings fleet) {
        String scope = "{job=\"" + fleet.name() + "\"}";
        boolean gateways = ground.can(Capability.GATEWAY);
        alert(
                rules,
                fleet,
                "ReplicasUnheard",
                "0.8 * " + Demand.there(fleet, scope, gateways) + " > sum(up" + scope + ")",
                "10m",
                "ticket",
                "Over a fifth of fleet "
                        + fleet.name()
                        + (gateways
                                ? "'s replicas serve and cannot be scraped: their part of the demand is estimated by that of the others"
                                : "'s replicas cannot be scraped: after an hour their part of the demand is missing, and"
                                        + " the floor falls"));
    }

    private void served(ArrayNode rules, FleetSettings fleet) {
        double budget = Double.parseDouble(fleet.serving().busy().replace("%", "")) / 100;
        burn(rules, fleet, "Fast", "1h", FAST * budget, "page");
        burn(rules, fleet, "Slow", "6h", SLOW * budget, "ticket");
        alert(
                rules,
                fleet,
                "QueueGrows",
                "haproxy_backend_current_queue{proxy=\"" + fleet.name() + "_gpu\"} > 50",
                "2m",
                "ticket",
                "Requests wait for a slot of fleet " + fleet.name());
        alert(
                rules,
                fleet,
                "NoReplica",
                "sum(haproxy_backend_active_servers{proxy=\"" + fleet.name() + "_gpu\"}) == 0",
                "1m",
                "page",
                "Fleet " + fleet.name() + " has no replica that answers");
    }

    private void burn(
            ArrayNode rules,
            FleetSettings fleet,
            String speed,
            String window,
            double burning,
            String severity) {
        double share = Math.min(burning, MOST);
        String over = Demand.shareTurnedAway(fleet, window) + " > " + share;
        String still = Demand.shareTurnedAway(fleet, "5m") + " > " + share;
        alert(
                rules,
                fleet,
                "Busy" + speed,
                "(" + over + ") and (" + still + ")",
                "2m",
                severity,
                "Fleet "
                        + fleet.name()
                        + " turns away more than its objective of "
                        + fleet.serving().busy()
                        + " allows");
    }

    private ArrayNode group(String name) {
        return groups.addObject().put("name", name).put("interval", "30s").putArray("rules");
    }

    /** Adds an alert. Labels identify it: without the fleet's label, two fleets' alerts would be one. */
    private void alert(
            ArrayNode rules,
            FleetSettings fleet,
            String name,
            String expression,
            String lasting,
            String severity,
            String summary) {
        alert(rules, name, expression, lasting, severity, summary).put("fleet", fleet.name());
    }

    private ObjectNode alert(
            ArrayNode rules,
            String name,
            String expression,
            String lasting,
            String severity,
            String summary) {
        ObjectNode rule =
                rules.addObject().put("alert", name).put("expr", expression).put("for", lasting);
        rule.putObject("annotations").put("summary", summary);
        return rule.putObject("labels")
                .put("severity", severity)
                .put("environment", ground.environment())
                .put("region", region);
    }
}

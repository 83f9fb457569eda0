package dev.tidegate.stacks.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.FleetSettings;
import java.util.List;

/**
 * Alert rules for Prometheus. A share turned away burns the objective's budget: it is alarmed on when it burns fast over an hour and
 * still does over five minutes, so that one spike pages nobody and a steady leak pages someone.
 */
public final class AlertRules {
    /** Speeds at which the budget of a month is gone in two days, and in a week. */
    private static final double FAST = 14.4;

    private static final double SLOW = 4.0;

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                                    .build())
                    .build();

    private AlertRules() {}

    public static String of(List<FleetSettings> fleets) {
        ObjectNode document = YAML.createObjectNode();
        ArrayNode groups = document.putArray("groups");
        ArrayNode daemon = group(groups, "tidegate");
        alert(
                daemon,
                "TidegateSilent",
                "time() - max(tidegate_last_cycle_timestamp_seconds) > 120 or"
                        + " absent(tidegate_last_cycle_timestamp_seconds)",
                "5m",
                "page",
                "No daemon has finished a cycle for two minutes; the reactive layer holds the floor"
                        + " as it is");
        alert(
                daemon,
                "TidegateLedgerUnwritable",
                "min(tidegate_ledger_writable) == 0",
                "1m",
                "page",
                "The ledger cannot be written, so nothing is changed");
        alert(
                daemon,
                "TidegateCyclesFail",
                "rate(tidegate_cycle_failures_total[10m]) > 0",
                "10m",
                "ticket",
                "Cycles end in an error");
        for (FleetSettings fleet : fleets) {
            ArrayNode rules = group(groups, "fleet-" + fleet.name());
            double budget = Double.parseDouble(fleet.serving().busy().replace("%", "")) / 100;
            burn(rules, fleet, "Fast", "1h", FAST * budget, "page");
            burn(rules, fleet, "Slow", "6h", SLOW * budget, "ticket");
            alert(
                    rules,
                    "QueueGrows",
                    "haproxy_backend_current_queue{proxy=\"" + fleet.name() + "_gpu\"} > 50",
                    "2m",
                    "ticket",
                    "Requests wait for a slot of fleet " + fleet.name());
            alert(
                    rules,
                    "NoReplica",
                    "sum(haproxy_backend_active_servers{proxy=\"" + fleet.name() + "_gpu\"}) == 0",
                    "1m",
                    "page",
                    "Fleet " + fleet.name() + " has no replica that answers");
            alert(
                    rules,
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
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes can always be written", e);
        }
    }

    private static void burn(
            ArrayNode rules,
            FleetSettings fleet,
            String speed,
            String window,
            double share,
            String severity) {
        String over = TurnedAway.share(fleet, window) + " > " + share;
        String still = TurnedAway.share(fleet, "5m") + " > " + share;
        alert(
                rules,
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

    private static ArrayNode group(ArrayNode groups, String name) {
        return groups.addObject().put("name", name).put("interval", "30s").putArray("rules");
    }

    private static void alert(
            ArrayNode rules,
            String name,
            String expression,
            String lasting,
            String severity,
            String summary) {
        ObjectNode rule =
                rules.addObject().put("alert", name).put("expr", expression).put("for", lasting);
        rule.putObject("labels").put("severity", severity);
        rule.putObject("annotations").put("summary", summary);
    }
}

package dev.tidegate.autoscaler.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import java.util.Collection;
import java.util.Optional;

/** The status as JSON, a stable format, the same from the daemon and from {@code tidegate status}. */
public final class StatusJson {

    /** @param running absent if it is not known */
    public static ObjectNode write(Collection<WorkloadStatus> all, Optional<Boolean> running) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("running", running.orElse(null));
        ArrayNode workloads = json.putArray("workloads");
        all.forEach(status -> workloads.add(write(status)));
        return json;
    }

    private static ObjectNode write(WorkloadStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("workload", status.workload());
        json.put("time", status.at().toString());
        json.put("mode", status.mode());
        status.unit().ifPresent(unit -> json.put("unit", unit));
        if (status.demand() instanceof Observation.Missing missing) {
            json.putNull("demand").put("demand_missing", missing.why().code());
        } else {
            json.put("demand", status.demand().value().orElseThrow());
        }
        json.set("fleet", fleet(status.fleet()));
        status.queued().ifPresent(units -> json.put("queued", units));
        status.turnedAway().ifPresent(rate -> json.put("turned_away", rate));
        status.latencyP99().ifPresent(seconds -> json.put("latency_p99", seconds));
        if (status.fleet().isConfirmed()) {
            json.put("planned_floor", status.plannedFloor());
        }
        ArrayNode reasons = json.putArray("reasons");
        status.reasons().forEach(reasons::add);
        ArrayNode overrides = json.putArray("overrides");
        status.overrides().forEach(override -> overrides.add(OverrideRecord.json(override)));
        status.leader().ifPresent(leader -> putLeader(json, leader));
        json.put("policy", status.policy());
        json.put("tier", status.tier());
        status.standing().ifPresent(why -> json.set(CycleRecord.TIER_STATE, why.json(status.at())));
        status.lastChange().ifPresent(change -> json.put("last_change", change));
        status.ledgerTrouble().ifPresent(trouble -> json.put("ledger_trouble", trouble));
        return json;
    }

    private static void putLeader(ObjectNode json, Leader leader) {
        if (leader instanceof Leader.NotKnown) {
            json.putNull("acts");
            return;
        }
        json.put("acts", leader instanceof Leader.ThisDaemon);
        if (leader instanceof Leader.Other other) {
            json.put("acting_daemon", other.daemon());
        }
    }

    private static ObjectNode fleet(FleetReading reading) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (reading.isConfirmed()) {
            json.put("floor", reading.floor());
        }
        if (reading instanceof FleetView view) {
            return json.put("wanted", view.wanted())
                    .put("starting", view.starting())
                    .put("ready", view.ready());
        }
        return json.put("unseen", ((FleetReading.Unseen) reading).why().code());
    }

    private StatusJson() {}
}

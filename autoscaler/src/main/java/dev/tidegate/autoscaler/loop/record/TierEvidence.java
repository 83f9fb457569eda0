package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.tier.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The evidence of one cycle for a tier, by where it comes from; all are shares from 0 to 1, absent where not known.
 *
 * @param turnedAway of demand
 * @param slow of answers that take longer than the objective allows, and count as turned away
 * @param alerted of demand that firing alerts report as turned away
 * @param alerts names of these
 * @param outOfReach of the needed capacity
 */
public record TierEvidence(
        OptionalDouble turnedAway,
        OptionalDouble slow,
        OptionalDouble alerted,
        List<String> alerts,
        OptionalDouble outOfReach) {
    private static final String TURNED_AWAY = "turned_away";
    private static final String SLOW = "slow";
    private static final String ALERTED = "alerted";
    private static final String ALERTS = "alerts";
    private static final String OUT_OF_REACH = "out_of_reach";

    public TierEvidence {
        alerts = List.copyOf(alerts);
    }

    /**
     * What the tiers are decided on: the largest share turned away, and the capacity out of reach. While neither demand nor what is
     * turned away is known, fast answers are no sign of calm: those who are turned away get none.
     */
    public Evidence total() {
        OptionalDouble busy =
                Stream.of(turnedAway, slow, alerted).flatMapToDouble(OptionalDouble::stream).max();
        boolean onlyFast =
                turnedAway.isEmpty() && outOfReach.isEmpty() && busy.equals(OptionalDouble.of(0));
        return onlyFast ? Evidence.missing() : new Evidence(busy, outOfReach);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        turnedAway.ifPresent(share -> json.put(TURNED_AWAY, share));
        slow.ifPresent(share -> json.put(SLOW, share));
        alerted.ifPresent(share -> json.put(ALERTED, share));
        if (!alerts.isEmpty()) {
            ArrayNode names = json.putArray(ALERTS);
            alerts.forEach(names::add);
        }
        outOfReach.ifPresent(share -> json.put(OUT_OF_REACH, share));
        return json;
    }

    static TierEvidence of(JsonNode json) {
        List<String> alerts = new ArrayList<>();
        json.path(ALERTS).forEach(name -> alerts.add(name.asText()));
        return new TierEvidence(
                share(json, TURNED_AWAY),
                share(json, SLOW),
                share(json, ALERTED),
                alerts,
                share(json, OUT_OF_REACH));
    }

    private static OptionalDouble share(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }
}

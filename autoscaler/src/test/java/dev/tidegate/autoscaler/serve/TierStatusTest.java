package dev.tidegate.autoscaler.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.loop.record.TierStanding;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a status says of a tier: what keeps it, since when it is calm, and when it is left at the earliest. */
final class TierStatusTest {
    @AutoClose private final StatusServerRig rig = new StatusServerRig();
    private final ControlLoop loop = rig.loopRig.loop(Mode.ACT);

    private void slow(int count) {
        for (int i = 0; i < count; i++) {
            rig.loopRig.advance();
            rig.loopRig.metrics.record("latency", rig.loopRig.now, 12); // the objective: 10 s
            rig.post(loop.run(rig.loopRig.now));
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            rig.post(rig.loopRig.step(loop));
        }
    }

    private JsonNode chat() throws Exception {
        return new ObjectMapper().readTree(rig.get("status").body()).path("workloads").path(0);
    }

    private WorkloadStatus shown() {
        return rig.board.fresh("chat").orElseThrow();
    }

    private Draft newestCycle() {
        LedgerQuery cycles = LedgerQuery.all().kind(CycleRecord.CYCLE).newest(1);
        return rig.loopRig.ledger.read(cycles).get(0).content();
    }

    @Test
    void whatKeepsATierIsShown() throws Exception {
        slow(5);

        assertThat(StatusWords.tierState(shown()))
                .isEqualTo(
                        "1, isolate, since 2026-03-01T12:03:00Z; kept by a p99 above objective.wait (1 %);"
                                + " left after 10 min below 0.5 % turned away and 7.5 % out of reach,"
                                + " at 2026-03-01T12:15:00Z at the earliest");
        assertThat(rig.get("").body()).contains("<td>" + StatusWords.tierState(shown()) + "</td>");
        JsonNode state = chat().path("tier_state");
        assertThat(state.path("since").asText()).isEqualTo("2026-03-01T12:03:00Z");
        assertThat(state.has("calm_since")).isFalse();
        assertThat(state.path("left_at_earliest").asText()).isEqualTo("2026-03-01T12:15:00Z");
        assertThat(state.path("required_calm_seconds").asInt()).isEqualTo(600);
        assertThat(state.path("evidence").path("slow").asDouble()).isEqualTo(0.01);
        assertThat(state.path("evidence").has("turned_away")).isFalse();
        assertThat(state.path("calm_below").path("turned_away").asDouble()).isEqualTo(0.005);
    }

    @Test
    void theEndThatIsShownForACalmTierIsWhenItIsLeft() throws Exception {
        slow(4);
        steps(2);
        WorkloadStatus calm = shown();
        String left = chat().path("tier_state").path("left_at_earliest").asText();
        steps(9);

        assertThat(StatusWords.tierState(calm))
                .isEqualTo(
                        "1, isolate, since 2026-03-01T12:03:00Z; calm since 2026-03-01T12:05:00Z,"
                                + " left at 2026-03-01T12:15:00Z at the earliest");
        assertThat(left).isEqualTo("2026-03-01T12:15:00Z").isEqualTo(rig.loopRig.now.toString());
        assertThat(shown().tier()).isZero();
        assertThat(StatusWords.tierState(shown())).isEqualTo("0, normal");
        assertThat(chat().has("tier_state")).isFalse();
    }

    @Test
    void theAlertThatKeepsATierIsNamed() {
        rig.loopRig.ledger.append(
                new AlertRecord(
                                "chat",
                                "f1",
                                "TooSlow",
                                true,
                                rig.loopRig.now,
                                OptionalDouble.of(0.03))
                        .draft("alertmanager"));
        steps(5);

        assertThat(StatusWords.tierState(shown())).contains("kept by TooSlow firing (3 %);");
    }

    @Test
    void capacityThatIsOutOfReachIsNamed() {
        rig.loopRig.demand = 4_000; // 20 replicas, the most there may be, serve half
        steps(8);

        assertThat(StatusWords.tierState(shown()))
                .startsWith("2, degrade, since ")
                .contains(
                        "; kept by 50 % out of reach; left after 10 min below 2.5 % turned away and 12.5 % out of reach,");
    }

    @Test
    void aTierOfWhichNothingIsKnownSaysSo() {
        slow(4);
        rig.loopRig.metrics.fail(Reason.METRICS_UNREACHABLE);
        steps(1);

        assertThat(StatusWords.tierState(shown()))
                .contains("; kept while nothing is known of what is turned away or out of reach;");
    }

    @Test
    void theLedgerSaysTheSame() {
        slow(5);
        WorkloadStatus kept = shown();
        WorkloadStatus ofKept = fromLedger(newestCycle());
        steps(1);
        WorkloadStatus ofCalm = fromLedger(newestCycle());

        assertThat(kept.standing()).isPresent();
        assertThat(ofKept.standing()).isEqualTo(kept.standing());
        assertThat(ofCalm.standing()).isEqualTo(shown().standing());
        assertThat(StatusWords.tierState(ofCalm)).isEqualTo(StatusWords.tierState(shown()));
    }

    private static WorkloadStatus fromLedger(Draft cycle) {
        return WorkloadStatus.of(cycle, Optional.of("tokens"), Optional.empty());
    }

    @Test
    void theBooksOfATierAreNamedWithWhoOpensThem() {
        slow(5);
        TierStanding seen = shown().standing().orElseThrow();
        TierStanding standing =
                new TierStanding(
                        seen.since(),
                        seen.calmSince(),
                        seen.requiredCalm(),
                        seen.evidence(),
                        seen.calmBelow(),
                        List.of(
                                new TierBook("shed", TierBook.Opening.TIER),
                                new TierBook("page", TierBook.Opening.PERSON)));

        ObjectNode json = standing.json(shown().at());

        assertThat(TierWords.describe(standing, shown().at()))
                .endsWith("; books: shed (opens by itself), page (proposed)");
        assertThat(json.path("books").toString())
                .isEqualTo(
                        "[{\"book\":\"shed\",\"opened_by\":\"tier\"},{\"book\":\"page\",\"opened_by\":\"person\"}]");
        assertThat(TierStanding.of(json)).hasValue(standing);
    }

    @Test
    void aCycleOfAnEarlierVersionShowsItsTierAlone() {
        slow(5);
        Draft now = newestCycle();
        ObjectNode body = now.body().deepCopy();
        body.remove(CycleRecord.TIER_STATE);
        Draft earlier = new Draft(now.at(), now.kind(), now.subject(), now.actor(), body);

        assertThat(StatusWords.tierState(fromLedger(earlier))).isEqualTo("1, isolate");
    }
}

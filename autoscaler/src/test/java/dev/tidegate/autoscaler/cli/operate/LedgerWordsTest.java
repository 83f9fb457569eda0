package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Descriptions of the daemon's ledger entries. */
class LedgerWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ONE = Instant.parse("2026-03-01T13:00:00Z");

    private final LedgerWords words = new LedgerWords();

    private String of(Draft entry) {
        return words.of(entry).orElseThrow();
    }

    private String of(String kind, String body) throws IOException {
        return of(new Draft(NOW, kind, "chat", "me", new ObjectMapper().readTree(body)));
    }

    @Test
    void entriesOfTheLoopAreDescribedWithoutJson() {
        Set<String> seen = new TreeSet<>();
        try (LoopRig rig = new LoopRig()) {
            ControlLoop loop = rig.loop(Mode.ACT);
            for (int i = 0; i < 40; i++) {
                rig.demand = 150 + 100 * i;
                rig.step(loop, i % 5 == 3 ? Fault.Kind.THROTTLED : Fault.Kind.NONE);
            }
            for (Entry entry : rig.ledger.read(LedgerQuery.all())) {
                seen.add(entry.content().kind());
                assertThat(of(entry.content()))
                        .isNotBlank()
                        .doesNotContain("{", "[", "PT")
                        .hasSizeLessThan(200);
            }
        }

        assertThat(seen)
                .contains(CycleRecord.CYCLE, CycleRecord.STARTED, "tier")
                .contains(ChangeRecord.INTENDED, ChangeRecord.OUTCOME);
    }

    @Test
    void everyKindThatAReplayReadsIsDescribed() {
        assertThat(words.kinds()).containsAll(CycleRecord.REPLAYED);
    }

    @Test
    void anIntendedChangeNamesItsTarget() throws IOException {
        String body =
                """
                {"target": "simulated:fleet=chat", "key": "k",
                 "fields": [{"field": "floor", "before": 2, "after": 5}]%s}
                """;

        assertThat(of(ChangeRecord.INTENDED, body.formatted("")))
                .isEqualTo("floor 2 -> 5 of simulated:fleet=chat");
        assertThat(of(ChangeRecord.OUTCOME, body.formatted(", \"result\": \"done\"")))
                .isEqualTo("floor 2 -> 5: done");
    }

    @Test
    void aCycleShowsItsPlanAndReasons() throws IOException {
        assertThat(
                        of(
                                CycleRecord.CYCLE,
                                """
                                {"mode": "advise", "demand": {"missing": "demand-empty"}, "tier": 2,
                                 "fleet": {"unseen": "fleet-unreadable", "floor": 3},
                                 "plan": {"from": 3, "to": 3, "reasons": ["demand-empty"]}}
                                """))
                .isEqualTo(
                        "hold 3; demand-empty; demand missing, demand-empty;"
                                + " fleet not seen, fleet-unreadable; tier 2; advise");
        assertThat(
                        of(
                                CycleRecord.CYCLE,
                                """
                                {"mode": "act", "demand": {"rate": 20312.34}, "tier": 0,
                                 "fleet": {"floor": 3, "wanted": 4, "starting": 1, "ready": 3},
                                 "plan": {"from": 3, "to": 5, "reasons": ["need-raised"]}}
                                """))
                .isEqualTo("floor 3 -> 5; need-raised; demand 20310/s; ready 3, starting 1; act");
    }

    @Test
    void overridesAndAlertsAreDescribed() throws IOException {
        FloorOverride floor = new FloorOverride.Floor(Replicas.of(12), ONE);

        assertThat(of(OverrideRecord.of(NOW, "chat", "ana", floor, "launch")))
                .isEqualTo("floor 12 until 2026-03-01T13:00:00Z: launch");
        assertThat(of(OverrideRecord.cleared(NOW, "chat", "ana", "quiet")))
                .isEqualTo("all overrides end: quiet");
        assertThat(
                        of(
                                new AlertRecord(
                                                "chat",
                                                "f",
                                                "Busy",
                                                true,
                                                NOW,
                                                OptionalDouble.of(.02))
                                        .draft("am")))
                .isEqualTo("Busy fires, busy 2.0 %");
        assertThat(of(Daemon.STARTED, "{\"chat\": \"ADVISE\", \"batch\": \"ACT\"}"))
                .isEqualTo("batch act, chat advise");
        assertThat(of("tier", "{\"from\": 0, \"to\": 1, \"busy\": 0.004, \"books\": [\"shed\"]}"))
                .isEqualTo("tier 0 -> 1, busy 0.4 %; books shed");
        assertThat(
                        of(
                                "tier",
                                """
                                {"from": 0, "to": 1, "busy": 0.004, "books": ["shed", "page"],
                                 "opened_by": ["tier", "person"]}
                                """))
                .isEqualTo(
                        "tier 0 -> 1, busy 0.4 %; books shed (opens by itself), page (proposed)");
        assertThat(
                        of(
                                "tier",
                                "{\"from\": 1, \"to\": 1, \"busy\": 0, \"calm_since\": \"2026-03-01T12:10:00Z\"}"))
                .isEqualTo("tier 1 is calm since 2026-03-01T12:10:00Z, busy 0.0 %");
        assertThat(of("tier", "{\"from\": 1, \"to\": 1, \"shortfall\": 0.2}"))
                .isEqualTo("tier 1 is no longer calm, shortfall 20.0 %");
    }

    @Test
    void entriesOfANewerVersionAreNotDescribed() throws IOException {
        Draft newer =
                new Draft(
                        NOW,
                        OverrideRecord.OVERRIDE,
                        "chat",
                        "me",
                        new ObjectMapper().readTree("{\"what\": \"double\", \"expires\": \"x\"}"));

        assertThat(words.of(newer)).isEmpty();
    }
}

package dev.tidegate.runbooks.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.haproxy.HaproxyMaps;
import dev.tidegate.runbooks.act.redis.RedisFlags;
import dev.tidegate.runbooks.cli.context.Kinds;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.HaproxyServer;
import dev.tidegate.runbooks.rig.server.RedisServer;
import dev.tidegate.runbooks.run.DriveOutcome;
import dev.tidegate.runbooks.run.RunDependencies;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.Sleeper;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalReading;
import dev.tidegate.runbooks.signal.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each book of the tiers, carried out and taken back on the real server that it is about. */
final class ShippedBooksIT {
    private static final String FLAGS =
            "tier 0\nshed_p3 0\ncanary_pct 10\nmaxq_p2 100\nmaxq_p3 100\n";

    @TempDir private Path folder;
    private final Actuators actuators = Kinds.all(AwsAccess.regional(), Clock.systemUTC());
    private final BookShelf shelf = new BookShelf(Path.of("books"), new BookLoader(actuators));
    private Database database;
    private Runs runs;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("ledger.db"));
        runs =
                new Runs(
                        new RunDependencies(
                                Ledgers.in(database),
                                new SqlLeases(database),
                                actuators,
                                new Calm(),
                                (operator, role) -> true,
                                Clock.systemUTC(),
                                Sleeper.real(),
                                () -> 0.5),
                        "test");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Carries the book out with as many approvals as it asks for; the run is in force then. */
    private String inForce(String book, Map<String, String> parameters) {
        RunPlanner planner = new RunPlanner(actuators, new Calm(), shelf::find);
        PlanOutcome outcome =
                planner.plan(shelf.find(book).orElseThrow(), parameters, Optional.empty());
        assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
        RunPlan plan = ((PlanOutcome.Planned) outcome).plan();
        String run = runs.open(plan, "ana");
        for (int i = 0; i < plan.approvals().map(Approvals::least).orElse(0); i++) {
            runs.request(
                    run, "lead-" + i, new RunEvent.Approved("lead-" + i, "test", Optional.empty()));
        }
        assertThat(state(run)).isEqualTo(RunState.IN_FORCE);
        return run;
    }

    private RunState state(String run) {
        DriveOutcome outcome = runs.drive(run, RunListener.none());
        return ((DriveOutcome.Rested) outcome).view().state();
    }

    private void undo(String run) {
        runs.request(run, "ana", new RunEvent.AbortRequested("ana", "test", false));
        assertThat(state(run)).isEqualTo(RunState.UNDONE);
    }

    private JsonNode field(Target target, String name) {
        return ((Observed) actuators.of(target).read(target)).field(name);
    }

    private static HaproxyServer gateway() throws IOException {
        try (InputStream in = HaproxyMaps.class.getResourceAsStream("gateway.cfg")) {
            String sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return HaproxyServer.start(
                    sample, Map.of("flags.map", FLAGS, "texts.map", "notice busy\n"));
        }
    }

    private static Map<String, String> at(HaproxyServer haproxy) {
        return Map.of("flags", flags(haproxy).toString());
    }

    private static Target flags(HaproxyServer haproxy) {
        return Target.of(
                HaproxyMaps.KIND,
                Map.of(
                        "runtime", haproxy.socket().toString(),
                        "map", haproxy.folder().resolve("flags.map").toString()));
    }

    @Test
    @Needs(Component.HAPROXY)
    void lowestClassIsShedAndServedAgain() throws IOException {
        try (HaproxyServer haproxy = gateway()) {
            String run = inForce("shed-lowest-class", at(haproxy));
            assertThat(field(flags(haproxy), "shed_p3").asText()).isEqualTo("1");

            undo(run);
            assertThat(field(flags(haproxy), "shed_p3").asText()).isEqualTo("0");
        }
    }

    /** The reload of the next day would shed the class again, and nobody would take that back. */
    @Test
    @Needs(Component.HAPROXY)
    void whatSomebodySetMeanwhileStaysAndNoReloadShedsTheClassAgain() throws IOException {
        try (HaproxyServer haproxy = gateway()) {
            String run = inForce("shed-lowest-class", at(haproxy));
            Path file = haproxy.folder().resolve("flags.map");
            haproxy.runtimeApi("set map " + file + " shed_p3 5");

            undo(run);

            assertThat(field(flags(haproxy), "shed_p3").asText()).isEqualTo("5");
            assertThat(runs.find(run).orElseThrow().stepsIn(StepView.Status.CONFLICT))
                    .containsExactly("shed-p3");
            haproxy.reload();
            assertThat(field(flags(haproxy), "shed_p3").asText()).isEqualTo("0");
        }
    }

    @Test
    @Needs(Component.HAPROXY)
    void smallerModelGetsItsShareAndGivesItBack() throws IOException {
        try (HaproxyServer haproxy = gateway()) {
            String run = inForce("smaller-model", at(haproxy));
            assertThat(field(flags(haproxy), "canary_pct").asText()).isEqualTo("50");
            assertThat(field(flags(haproxy), "canary_p0").isNull()).isTrue();

            undo(run);
            assertThat(field(flags(haproxy), "canary_pct").asText()).isEqualTo("10");
        }
    }

    @Test
    @Needs(Component.HAPROXY)
    void queuesAreShortenedFromTheLowestClassUpAndRestored() throws IOException {
        try (HaproxyServer haproxy = gateway()) {
            String run = inForce("smooth-peak", at(haproxy));
            assertThat(field(flags(haproxy), "maxq_p3").asText()).isEqualTo("5");
            assertThat(field(flags(haproxy), "maxq_p2").asText()).isEqualTo("20");
            assertThat(field(flags(haproxy), "static").isNull()).isTrue();

            undo(run);
            assertThat(field(flags(haproxy), "maxq_p2").asText()).isEqualTo("100");
            assertThat(field(flags(haproxy), "maxq_p3").asText()).isEqualTo("100");
        }
    }

    @Test
    @Needs(Component.REDIS)
    void theFirstClassIsAmongThemOnlyWhereThatIsAskedFor() {
        try (RedisServer redis = RedisServer.start()) {
            Target flags = RedisFlags.target(redis.address(), "tidegate:flags");
            String run =
                    inForce(
                            "smaller-model",
                            Map.of("flags", flags.toString(), "first_class", "true"));
            assertThat(field(flags, "canary_pct").asText()).isEqualTo("50");
            assertThat(field(flags, "canary_p0").asText()).isEqualTo("1");

            undo(run);
            assertThat(field(flags, "canary_pct").isNull()).isTrue();
            assertThat(field(flags, "canary_p0").isNull()).isTrue();
        }
    }

    @Test
    @Needs(Component.REDIS)
    void answersAreCappedAndSetFreeAgain() {
        try (RedisServer redis = RedisServer.start()) {
            Target flags = RedisFlags.target(redis.address(), "tidegate:flags");
            String run = inForce("shorter-answers", Map.of("flags", flags.toString()));
            assertThat(field(flags, "max_tokens").asText()).isEqualTo("512");

            undo(run);
            assertThat(field(flags, "max_tokens").isNull()).isTrue();
        }
    }

    @Test
    @Needs(Component.REDIS)
    void whereGatewaysFollowOneHashTheLowestClassIsShedInIt() {
        try (RedisServer redis = RedisServer.start()) {
            Target flags = RedisFlags.target(redis.address(), "tidegate:flags");
            String run = inForce("shed-lowest-class", Map.of("flags", flags.toString()));
            assertThat(field(flags, "shed_p3").asText()).isEqualTo("1");

            undo(run);
            assertThat(field(flags, "shed_p3").isNull()).isTrue();
        }
    }

    private static final class Calm implements Signals {
        @Override
        public SignalReading now(String query) {
            return new SignalReading.Value(new Sample(Instant.now(), 0));
        }

        @Override
        public List<Sample> range(String query, Instant from, Instant to, Duration step) {
            return List.of();
        }
    }
}

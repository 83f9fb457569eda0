package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.MotoServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

@Needs(Component.MOTO)
final class AutoScalingFloorsIT extends ActuatorContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    private static final String REGION = "us-east-1";

    private static MotoServer moto;
    private AutoScalingFloors floors;

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @BeforeEach
    void createGroup() {
        moto.reset();
        AwsAccess access = new AwsAccess(Optional.of(moto.endpoint()));
        floors = new AutoScalingFloors(access, CLOCK);
        try (AutoScalingClient client = access.client(AutoScalingClient.builder(), REGION)) {
            client.createLaunchConfiguration(
                    r ->
                            r.launchConfigurationName("gpu")
                                    .imageId("ami-1")
                                    .instanceType("g5.xlarge"));
            client.createAutoScalingGroup(
                    r ->
                            r.autoScalingGroupName("chat-gpu")
                                    .launchConfigurationName("gpu")
                                    .availabilityZones(REGION + "a")
                                    .minSize(2)
                                    .maxSize(10));
        }
    }

    @Test
    void aGlanceAtManyTellsEachFromTheOthers() {
        Target here = AutoScalingFloors.target(REGION, "chat-gpu");
        Target gone = AutoScalingFloors.target(REGION, "gone");
        floors.watch(here);
        floors.watch(gone);

        Reading first = floors.readCached(here, Duration.ofSeconds(5));
        Reading second = floors.readCached(gone, Duration.ofSeconds(5));

        assertThat(first).isEqualTo(floors.read(here));
        assertThat(second)
                .isInstanceOfSatisfying(
                        Unreadable.class, u -> assertThat(u.reason()).isEqualTo(Failure.ABSENT));
    }

    @Override
    protected Actuator actuator() {
        return floors;
    }

    @Override
    protected Target target() {
        return AutoScalingFloors.target(REGION, "chat-gpu");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return floor(5);
    }

    @Override
    protected Target absentTarget() {
        return AutoScalingFloors.target(REGION, "no-such-group");
    }

    private static SortedMap<String, JsonNode> floor(int replicas) {
        return new TreeMap<>(Map.of("floor", IntNode.valueOf(replicas)));
    }

    @Test
    void raisedFloorLaunchesInstances() {
        Observed before = observed(floors.read(target()));

        floors.apply(floors.plan(before, floor(5)), held(1));

        Observed after = observed(floors.read(target()));
        assertThat(after.count("desired")).isEqualTo(5);
        assertThat(after.count("ready")).isEqualTo(5);
    }

    @Test
    void loweredFloorStopsNothingByItself() {
        floors.apply(floors.plan(observed(floors.read(target())), floor(5)), held(1));

        floors.apply(floors.plan(observed(floors.read(target())), floor(2)), held(1));

        assertThat(observed(floors.read(target())).count("desired")).isEqualTo(5);
    }

    @Test
    void floorAboveTheMaximumIsRefusedAndNothingWritten() {
        Observed before = observed(floors.read(target()));

        Outcome outcome = floors.apply(floors.plan(before, floor(11)), held(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> {
                            assertThat(p.reason()).isEqualTo(Failure.INVALID);
                            assertThat(p.detail()).contains("11").contains("10");
                        });
        assertThat(observed(floors.read(target())).count("floor")).isEqualTo(2);
    }

    @Test
    void unreachableServiceIsSaidSoAndNothingIsClaimed() {
        Change change = floors.plan(observed(floors.read(target())), floor(5));
        var nowhere =
                new AutoScalingFloors(
                        new AwsAccess(Optional.of(URI.create("http://127.0.0.1:1"))), CLOCK);

        assertThat(nowhere.read(target()))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        u -> assertThat(u.reason()).isEqualTo(Failure.UNREACHABLE));
        assertThat(nowhere.apply(change, held(1))).isInstanceOf(Outcome.Retriable.class);
        assertThat(nowhere.verify(change)).isInstanceOf(Outcome.Unknown.class);
    }
}

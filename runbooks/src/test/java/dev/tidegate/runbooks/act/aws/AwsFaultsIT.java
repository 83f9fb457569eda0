package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.aws.FaultyProxy.Fault;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** A service that throttles, breaks, goes away in the middle of a call, and dawdles. */
@Needs(Component.MOTO)
final class AwsFaultsIT {
    private static final Target GROUP = AutoScalingFloors.target(Moto.REGION, "chat");
    private static final Duration IMPATIENT = Duration.ofSeconds(3);

    private FaultyProxy proxy;
    private AutoScalingFloors floors;
    private Change change;

    @BeforeEach
    void createGroup() throws IOException {
        AwsAccess direct = Moto.empty();
        try (AutoScalingClient client = direct.client(AutoScalingClient.builder(), Moto.REGION)) {
            client.createLaunchConfiguration(
                    r ->
                            r.launchConfigurationName("gpu")
                                    .imageId("ami-12c6146b")
                                    .instanceType("g5.xlarge"));
            client.createAutoScalingGroup(
                    r ->
                            r.autoScalingGroupName("chat")
                                    .launchConfigurationName("gpu")
                                    .minSize(2)
                                    .maxSize(10)
                                    .desiredCapacity(2)
                                    .availabilityZones("us-east-1a"));
        }
        proxy = new FaultyProxy(direct.endpoint().orElseThrow(), "UpdateAutoScalingGroup");
        floors = behindTheProxy(Duration.ofSeconds(8));
        change = raised(5);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private AutoScalingFloors behindTheProxy(Duration limit) {
        return new AutoScalingFloors(
                new AwsAccess(Optional.of(proxy.endpoint()), Map.of(), limit), Moto.CLOCK);
    }

    private Change raised(int floor) {
        return floors.plan(
                (Observed) floors.read(GROUP),
                new TreeMap<String, JsonNode>(Map.of("floor", IntNode.valueOf(floor))));
    }

    private int floor() {
        return ((Observed) floors.read(GROUP)).count("floor");
    }

    private static Fence held() {
        return SsmExecutionsContract.fence(true);
    }

    @Test
    void throttledCallIsTriedAgainAfterAPauseOfItsOwn() {
        proxy.next(Fault.THROTTLED);

        Outcome outcome = floors.apply(change, held());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> {
                            assertThat(r.reason()).isEqualTo(Failure.THROTTLED);
                            assertThat(r.pause()).isEqualTo(Duration.ofSeconds(2));
                        });
        assertThat(floor()).isEqualTo(2);
        assertThat(floors.apply(change, held())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void pauseThatTheServiceAsksForIsKept() {
        proxy.next(Fault.THROTTLED_FOR_SEVEN_SECONDS);

        assertThat(floors.apply(change, held()))
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> assertThat(r.pause()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void brokenServiceMayHaveDoneItAndReadingTells() {
        proxy.next(Fault.BROKEN);

        Outcome outcome = floors.apply(change, held());

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(floors.verify(change)).isInstanceOf(Outcome.Retriable.class);
    }

    @Test
    void cutAfterTheCallIsUnknownAndReadingFindsItDone() {
        proxy.next(Fault.CUT_AFTER_THE_CALL);

        Outcome outcome = floors.apply(change, held());

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(floors.verify(change)).isInstanceOf(Outcome.Done.class);
        assertThat(floor()).isEqualTo(5);
    }

    @Test
    void cutBeforeTheCallIsUnknownAndReadingFindsItOpen() {
        proxy.next(Fault.CUT_BEFORE_THE_CALL);

        Outcome outcome = floors.apply(change, held());

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(floors.verify(change)).isInstanceOf(Outcome.Retriable.class);
        assertThat(floor()).isEqualTo(2);
    }

    @Test
    void answerThatComesTooLateIsNotWaitedForAndReadingFindsItDone() {
        floors = behindTheProxy(IMPATIENT);
        proxy.next(Fault.ANSWERED_TOO_LATE);

        Outcome outcome = floors.apply(change, held());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        u -> assertThat(u.reason()).isEqualTo(Failure.TIMED_OUT));
        assertThat(behindTheProxy(Duration.ofSeconds(8)).verify(change))
                .isInstanceOf(Outcome.Done.class);
    }
}

package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the daemon asks a real Prometheus for, against what is asked of two rendered gateways in real HAProxies, while replicas and gateways come,
 * die, leave and hide. The load stays the same, and so does demand. Fifteen times as fast as the rendered configuration.
 */
@Needs(
        value = {Component.HAPROXY, Component.PROMETHEUS},
        installed = true)
class DemandIT {
    /** A window and a half, and the checks of a gateway. */
    private static final Duration OVER = Duration.ofSeconds(6);

    /** While the window holds both what was and what is, and half of a fleet is gone or new. */
    private static final double LESS = 0.8;

    private static final double MORE = 1.6;

    @TempDir private static Path folder;

    private static RunningRegion region;

    @BeforeAll
    static void start() throws Exception {
        region =
                new RunningRegion(
                        folder, Demand.query(FleetExamples.chat(), "{fleet=\"group\"}", true));
    }

    @AfterAll
    static void stop() throws Exception {
        region.close();
    }

    /** Three replicas that can be scraped, as both gateways can. */
    @BeforeEach
    void settle() throws Exception {
        region.settle(3);
    }

    @Test
    void aReplicaThatCannotBeScrapedIsStillAsked() {
        region.hide(0, true);
        staysTheSame();

        region.hide(0, false);
        staysTheSame();
    }

    @Test
    void aReplicaThatDiesAndStaysListedIsNotAskedTwice() throws Exception {
        region.kill(0);
        staysTheSame();

        region.unlist(0);
        staysTheSame();
    }

    /** The gateways find it at once. */
    @Test
    void aReplicaThatPrometheusFindsLateIsAskedAtOnce() throws Exception {
        region.join();
        staysTheSame();

        region.list();
        staysTheSame();
    }

    @Test
    void aReplicaThatLeavesIsAskedNoMore() throws Exception {
        region.leave(0);
        staysTheSame();

        region.kill(0);
        region.unlist(0);
        staysTheSame();
    }

    @Test
    void aGatewayThatBeginsAnewKnowsWhoIsThere() throws Exception {
        region.hide(0, true);
        region.hideGateways(1);
        staysTheSame();

        region.restartGateway();
        staysTheSame();
    }

    /** A class that a tier turns away is still asked for; how much that is without gateways nobody knows. */
    @Test
    void aGatewayThatCannotBeScrapedIsAskedAsMuchAsTheOther() throws Exception {
        region.turnAway(true);
        staysTheSame();

        region.hideGateways(1);
        staysTheSame();

        region.hideGateways(2);
        assertThat(region.observeUntilUnknown()).allMatch(share -> share > LESS);
    }

    /** Its requests are at the other one, and so are those of them that the tier turns away. */
    @Test
    void aGatewayThatDiesAndStaysListedTurnsNobodyAway() throws Exception {
        region.turnAway(true);
        staysTheSame();

        region.killGateway();
        staysTheSame();
    }

    private static void staysTheSame() {
        assertThat(region.observe(OVER))
                .as("at once")
                .allMatch(share -> share > LESS && share < MORE);
        assertThat(region.observe(Duration.ofSeconds(2)))
                .as("from then on")
                .allMatch(share -> share > 0.85 && share < 1.15);
    }
}

package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two workloads that set the floor of the same fleet would undo each other in every cycle. */
final class SharedFleetTest {
    private static final String TWO =
            """
            mode: act
            workloads:
              - {name: chat, bounds: {min: 2, max: 9}, fleet: {aws: {region: us-east-1, group: gpu}}}
              - name: code
                bounds: {min: 2, max: 9}
                fleet: {aws: {region: us-east-1, group: gpu}}
            """;

    @Test
    void aFleetOfTwoActingWorkloadsIsRefused() {
        LoadOutcome outcome = SettingsLoader.load(TWO);

        assertThat(((LoadOutcome.Invalid) outcome).problems())
                .containsExactly(
                        new Problem(
                                Optional.of(6),
                                "workloads[1].fleet",
                                "the fleet of \"chat\", which sets its floor",
                                "a fleet of its own, or mode: advise for one of them"));
    }

    @Test
    void aFleetMayBeSharedWithAnAdvisingWorkload() {
        assertThat(SettingsLoader.load(TWO + "    mode: advise\n"))
                .isInstanceOf(LoadOutcome.Loaded.class);
    }

    @Test
    void simulatedFleetsAreNotShared() {
        assertThat(
                        SettingsLoader.load(
                                TWO.replace(
                                        "aws: {region: us-east-1, group: gpu}", "simulated: {}")))
                .isInstanceOf(LoadOutcome.Loaded.class);
    }
}

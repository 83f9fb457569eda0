package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.situation.Prices;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlannerSettingsTest {

    private static PlannerSettings of(String objective, String more) {
        LoadOutcome outcome =
                SettingsLoader.load(
                        """
                        workloads:
                          - name: chat
                            capacity: {per_replica: 10, gpus: 8}
                            objective: {%s}
                            bounds: {min: 2, max: 40%s}
                            fleet: {simulated: {}}
                            scale_in: {share: 25%%, window: 10m, peak_window: 30m, longest_request: 90s}
                        """
                                .formatted(objective, more));
        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        return PlannerSettings.from(((LoadOutcome.Loaded) outcome).settings().workloads().get(0));
    }

    @Test
    void everyGuardIsSetByTheFile() {
        PlannerSettings settings = of("busy: 0.1%, gpu_hours_a_day: 800", ", at_once: 5");

        assertThat(settings.guards())
                .isEqualTo(
                        new GuardSettings(
                                Share.of(0.25),
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(90),
                                OptionalInt.of(5),
                                OptionalDouble.of(100))); // replicas of 8 GPUs
    }

    @Test
    void theTighterOfTwoBudgetsHolds() {
        PlannerSettings settings =
                of("gpu_hour: 2, cost_a_day: 800, gpu_hours_a_day: 800", ""); // 400 GPU-hours

        assertThat(settings.guards().replicaHoursADay()).hasValue(50);
    }

    @Test
    void withBothPricesAndNoShareThePricesDecide() {
        PlannerSettings settings = of("gpu_hour: 2, turned_away: 0.02", "");

        assertThat(settings.objective().prices()).contains(new Prices(16, 0.02));
    }

    @Test
    void aShareBesideThePricesDecides() {
        PlannerSettings settings = of("busy: 0.1%, gpu_hour: 2, turned_away: 0.02", "");

        assertThat(settings.objective().prices()).isEmpty();
    }

    @Test
    void aReplicaHourOfWorkTurnedAwayIsPricedInReplicaHours() {
        Prices prices = new Prices(16, 0.02);

        // 10 units a second are 36,000 an hour, worth 720, which is 45 replica-hours of 16
        assertThat(prices.turnedAwayRatio(new Throughput(10))).isEqualTo(45);
    }
}

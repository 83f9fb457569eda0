package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FleetsTest {
    private static final String WORKLOAD =
            """
              - name: %s
                demand: {query: up, unit: tokens, step: 60s, history: 1d}
                capacity: {per_replica: 100}
                lead_time: {prior: 5m}
                objective: {busy: 0.1%%, wait: 10s}
                bounds: {min: 2, max: 10}
                fleet: {aws: {region: %s, group: chat%s}}
            """;

    private static AwsAccess access(String... workloads) {
        String text = "mode: act\nworkloads:\n" + String.join("", workloads);
        Settings settings = ((LoadOutcome.Loaded) SettingsLoader.load(text)).settings();
        return Fleets.aws(settings.workloads());
    }

    @Test
    void runsOfBooksUseTheEndpointsOfTheLoop() {
        String endpoint = "http://127.0.0.1:5000";

        AwsAccess access =
                access(WORKLOAD.formatted("chat", "us-east-1", ", endpoint: \"" + endpoint + "\""));

        assertThat(access.regionalEndpoints()).isEqualTo(Map.of("us-east-1", URI.create(endpoint)));
        assertThat(access.endpoint()).contains(URI.create(endpoint));
    }

    @Test
    void aFleetWithoutEndpointUsesItsRegions() {
        AwsAccess access = access(WORKLOAD.formatted("chat", "us-east-1", ""));

        assertThat(access).isEqualTo(AwsAccess.regional());
    }
}

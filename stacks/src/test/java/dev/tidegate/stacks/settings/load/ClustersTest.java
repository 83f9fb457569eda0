package dev.tidegate.stacks.settings.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.KubernetesSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster is asked with, and what a fleet that stands on one cannot have. */
class ClustersTest {
    private static final int ON_CLUSTER = 2;

    @Test
    void nobodyGetsOneWhoDoesNotAskForIt() throws IOException {
        Ground dev = loaded(settings("dev"));

        assertThat(dev.kubernetes()).isEmpty();
        assertThat(dev.fleets(FleetSettings.Platform.KUBERNETES)).isEmpty();
    }

    @Test
    void isReachedFromTheNetworkAloneUnlessBlocksAreNamed() throws IOException {
        ObjectNode open = settings("staging");
        open.withObject("/kubernetes").putArray("public_from").add("198.51.100.0/24");

        assertThat(loaded(settings("staging")).kubernetes())
                .contains(
                        new KubernetesSettings(
                                "1.35",
                                List.of("arn:aws:iam::123456789012:role/operators"),
                                List.of()));
        assertThat(loaded(open).kubernetes().orElseThrow().publicFrom())
                .containsExactly("198.51.100.0/24");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /kubernetes  | {"version": "1.29"}       | kubernetes.version        | "1.29"        | in quotes, such as
                    /kubernetes  | {"version": 1.35}         | kubernetes.version        | 1.35          | in quotes, such as
                    /kubernetes  | {"admins": ["operators"]} | kubernetes.admins[0]      | "operators"   | a role's ARN
                    /kubernetes  | {"admins": []}            | kubernetes.admins         | nobody        | name a role
                    /kubernetes  | {"public_from": ["10.0.0.0"]} | kubernetes.public_from[0] | "10.0.0.0" | an address block
                    /kubernetes  | {"public_from": ["10.0.0.300/24"]} | kubernetes.public_from[0] | "10.0.0.300/24" | an address block
                    /kubernetes  | {"nodes": 3}              | kubernetes.nodes          | an unknown key | known here are
                    /regions/0   | {"zones": ["us-east-1a"]} | regions[0].zones          | 1 zone        | two zones
                    /fleets/2    | {"platform": "pods"}      | fleets[2].platform        | "pods"        | instances, kubernetes
                    /fleets/2    | {"warm": {"min": 1, "max": 2}} | fleets[2].warm       | a warm pool   | do not wait stopped
                    /fleets/2    | {"floors": [{"name": "x", "cron": "0 6 * * *", "min": 2}]} | fleets[2].floors | 1 entries | no calendar
                    /fleets/2/purchase | {"on_demand_share": "50%"} | fleets[2].purchase.on_demand_share | 50% | 0% or 100%
                    /fleets/2/purchase | {"reservation": {"kind": "group", "id": "arn:aws:resource-groups:us-east-1:123456789012:group/gpu"}} | fleets[2].purchase.reservation | a reservation | on demand or spot
                    """)
    void refuses(String where, String change, String key, String found, String remedy)
            throws IOException {
        ObjectNode document = settings("staging");
        ((ObjectNode) document.at(where)).setAll((ObjectNode) new YAMLMapper().readTree(change));

        assertThat(problems(document))
                .anySatisfy(
                        problem -> {
                            assertThat(problem.key()).isEqualTo(key);
                            assertThat(problem.found()).isEqualTo(found);
                            assertThat(problem.remedy()).contains(remedy);
                        });
    }

    @Test
    void aFleetOfPodsNeedsACluster() throws IOException {
        ObjectNode document = settings("staging");
        document.remove("kubernetes");

        assertThat(problems(document))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.key()).isEqualTo("fleets[2].platform");
                            assertThat(problem.remedy()).contains("kubernetes.version");
                        });
    }

    @Test
    void allThatAFleetOfPodsCannotHaveIsSaidAtOnce() throws IOException {
        ObjectNode document = settings("staging");
        document.remove("kubernetes");
        ObjectNode fleet = (ObjectNode) document.at("/fleets/" + ON_CLUSTER);
        fleet.putObject("warm").put("min", 1).put("max", 2);
        fleet.withObject("/purchase").put("on_demand_share", "50%");

        assertThat(problems(document))
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "fleets[2].platform",
                        "fleets[2].warm",
                        "fleets[2].purchase.on_demand_share");
    }

    private static Ground loaded(JsonNode document) {
        return ((LoadOutcome.Loaded) GroundLoader.load(document)).ground();
    }

    private static List<Problem> problems(JsonNode document) {
        return ((LoadOutcome.Invalid) GroundLoader.load(document)).problems();
    }

    private static ObjectNode settings(String stack) throws IOException {
        return (ObjectNode)
                new YAMLMapper()
                        .readTree(Path.of("Pulumi." + stack + ".yaml").toFile())
                        .at("/config/tidegate:ground");
    }
}

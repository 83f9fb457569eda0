package dev.tidegate.stacks.settings.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What production refuses, one by one: the key, what stands there, and what to write instead. */
class ProductionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"regions": [{"name": "us-east-1", "cidr": "10.48.0.0/16", "zones": ["us-east-1a"]}]} | regions[0].zones | 1 zones | at least 3
                    {"layer": "whole"}                        | layer                             | whole  | write region or global
                    {"deletion_protection": false}            | deletion_protection               | false  | write true
                    {"gateway": {"open_to_world": true}}      | gateway.open_to_world             | true   | write false
                    {"gateway": {"instances": 1}}             | gateway.instances                 | 1      | 2 or more
                    {"gateway": {"keys": []}}                 | gateway.keys                      | nothing | name the secrets
                    {"cache": {"kind": "sentinel"}}           | cache.kind                        | sentinel | write managed
                    {"cache": {"nodes": 1}}                   | cache.nodes                       | 1      | write 2 or more
                    {"control": {"multi_zone": false}}        | control.multi_zone                | false  | write true
                    {"network": {"nat": "single"}}            | network.nat                       | single | write each_zone
                    {"kubernetes": {"version": "1.35", "admins": ["arn:aws:iam::123456789012:role/operators"], "public_from": ["0.0.0.0/0"]}} | kubernetes.public_from | 0.0.0.0/0 | not open to the world
                    {"kubernetes": {"version": "1.35", "admins": ["arn:aws:iam::123456789012:role/operators"], "public_from": ["198.51.100.0/24", "128.0.0.0/1"]}} | kubernetes.public_from | 128.0.0.0/1 | name your own networks
                    {"purchase": {"on_demand_base": 0}}       | fleets[0].purchase.on_demand_base | 0      | write 1 or more
                    """)
    void refuses(String change, String key, String found, String remedy) throws IOException {
        ObjectNode document = production();
        JsonNode changed = new YAMLMapper().readTree(change);
        ObjectNode target =
                changed.has("purchase") ? (ObjectNode) document.at("/fleets/0") : document;
        changed.properties().forEach(each -> put(target, each.getKey(), each.getValue()));

        LoadOutcome outcome = GroundLoader.load(document);

        assertThat(((LoadOutcome.Invalid) outcome).problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.key()).isEqualTo(key);
                            assertThat(problem.found()).isEqualTo(found);
                            assertThat(problem.remedy()).contains(remedy);
                        });
    }

    /** What holds data would be in the way of whoever wants it gone, and must not be gone because of a word too few. */
    @Test
    void isDestroyedByItsNameOnly() throws IOException {
        ObjectNode retired = production().put("retire", "prod");

        LoadOutcome outcome = GroundLoader.load(retired);

        assertThat(((LoadOutcome.Loaded) outcome).ground().deletionProtection()).isFalse();
        assertThat(GroundLoader.load(production().put("retire", "true")))
                .isInstanceOf(LoadOutcome.Invalid.class);
        assertThat(GroundLoader.load(retired.put("deletion_protection", true)))
                .isInstanceOf(LoadOutcome.Invalid.class);
    }

    @Test
    void acceptsWhatIsInTheRepository() throws IOException {
        assertThat(GroundLoader.load(production())).isInstanceOf(LoadOutcome.Loaded.class);
    }

    private static void put(ObjectNode target, String key, JsonNode value) {
        if (value.isObject() && target.path(key).isObject()) {
            ((ObjectNode) target.path(key)).setAll((ObjectNode) value);
        } else {
            target.set(key, value);
        }
    }

    private static ObjectNode production() throws IOException {
        return (ObjectNode)
                new YAMLMapper()
                        .readTree(Path.of("Pulumi.prod-us-east-1.yaml").toFile())
                        .at("/config/tidegate:ground");
    }
}

package dev.tidegate.stacks.settings.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the right kind that AWS or the daemon would refuse, in the middle of an update or long after: said before it begins. */
class LimitsTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /environment                        | internal              | environment                             | choose another
                    /retire                             | prod                  | retire                                  | write dev to have
                    /domain                             | a23456789.b23456789.c23456789.d23456789.e23456789.f23.example | domain | room for 57
                    /regions/0/name                     | us-gov-west-1         | regions[0].name                         | write a region
                    /regions/0/name                     | cn-north-1            | regions[0].name                         | write a region
                    /regions/0/cidr                     | 10.016.0.0/16         | regions[0].cidr                         | private /16
                    /regions/0/ranges                   | [4294967296, 1]       | regions[0].ranges                       | whole numbers from 0 to 14
                    /gateway/instance_type              | c5.large              | gateway.instance_type                   | Graviton
                    /control/instance_type              | t3.small              | control.instance_type                   | Graviton
                    /control/release                    | latest                | control.release                         | sha256sum
                    /cache/node_type                    | cache.m5.large        | cache.node_type                         | Graviton
                    /fleets/0/weights                   | s3://models/chat/     | fleets[0].weights                       | without a slash at the end
                    /fleets/0/weights                   | s3://models//chat     | fleets[0].weights                       | where the weights lie
                    /fleets/0/serving/busy              | 999%                  | fleets[0].serving.busy                  | below 50%
                    /fleets/0/serving/busy              | .5%                   | fleets[0].serving.busy                  | below 50%
                    /fleets/0/purchase/reservation      | {kind: group, id: cr-0123} | fleets[0].purchase.reservation.id  | write its ARN
                    /fleets/0/purchase/reservation      | {kind: block, id: 'arn:aws:resource-groups:us-east-1:1:group/gpu'} | fleets[0].purchase.reservation.id | write cr-
                    /fleets/0/purchase/reservation      | {kind: group, id: 'arn:aws:resource-groups:eu-west-1:1:group/gpu'} | fleets[0].purchase.reservation.id | of us-east-1
                    /fleets/0/floors                    | [{name: day, cron: '0 24 * * *', min: 2}]    | fleets[0].floors[0].cron | five cron fields
                    /fleets/0/floors                    | [{name: day, cron: '70 6 * * *', min: 2}]    | fleets[0].floors[0].cron | five cron fields
                    /fleets/0/floors                    | [{name: day, cron: '0 6 0 * *', min: 2}]     | fleets[0].floors[0].cron | five cron fields
                    /fleets/0/floors                    | [{name: day, cron: '0 6 * 13 *', min: 2}]    | fleets[0].floors[0].cron | five cron fields
                    /fleets/0/floors                    | [{name: day, cron: '0 6 * * workdays', min: 2}] | fleets[0].floors[0].cron | five cron fields
                    /fleets/0/floors                    | [{name: day, cron: '0 6 , * *', min: 2}]     | fleets[0].floors[0].cron | five cron fields
                    /fleets/0/bounds                    | {min: 3, max: 8}      | fleets[0].floors                        | not go below min 3
                    /dns/operators/0/blocks             | []                    | dns.operators[0].blocks                 | address blocks
                    /dns/operators/0/blocks             | [198.51.100.0/25]     | dns.operators[0].blocks                 | up to /24
                    /dns/operators/0/blocks             | [198.51.300.0/24]     | dns.operators[0].blocks                 | up to /24
                    /dns/operators/0/blocks             | ['2001:db8::/56']     | dns.operators[0].blocks                 | up to /48
                    """)
    void refuses(String path, String value, String key, String remedy) throws IOException {
        ObjectNode document = document();
        int last = path.lastIndexOf('/');
        ((ObjectNode) document.at(path.substring(0, last)))
                .set(path.substring(last + 1), YAML.readTree(value));

        assertThat(((LoadOutcome.Invalid) GroundLoader.load(document)).problems())
                .anySatisfy(
                        problem -> {
                            assertThat(problem.key()).isEqualTo(key);
                            assertThat(problem.remedy()).contains(remedy);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /domain                        | a23456789.b23456789.c23456789.d23456789.e23456789.example
                    /regions/0/cidr                | 10.255.0.0/16
                    /gateway/instance_type         | c7gn.metal
                    /control/instance_type         | m8g.medium
                    /fleets/0/weights              | s3://models.example/chat/8b-v1.2_x
                    /fleets/0/floors               | [{name: day, cron: '30 6 * * 1-5', min: 1}]
                    /fleets/0/floors               | [{name: day, cron: '*/15 0-6,23 1,31 jan-MAR,12 MON-FRI', min: 8}]
                    /fleets/0/serving/busy         | 0.05%
                    /fleets/0/serving/busy         | 49.999%
                    /fleets/0/purchase/reservation | {kind: group, id: 'arn:aws:resource-groups:us-east-1:123456789012:group/gpu'}
                    /dns/operators/0/blocks        | [198.51.100.0/24, '2001:db8::/48']
                    """)
    void takes(String path, String value) throws IOException {
        ObjectNode document = document();
        int last = path.lastIndexOf('/');
        ((ObjectNode) document.at(path.substring(0, last)))
                .set(path.substring(last + 1), YAML.readTree(value));

        assertThat(GroundLoader.load(document)).isInstanceOf(LoadOutcome.Loaded.class);
    }

    private static ObjectNode document() throws IOException {
        JsonNode dev =
                YAML.readTree(Path.of("Pulumi.dev.yaml").toFile()).at("/config/tidegate:ground");
        ObjectNode document = dev.deepCopy();
        document.putObject("gateway");
        ((ObjectNode) document.at("/fleets/0"))
                .putArray("floors")
                .addObject()
                .put("name", "day")
                .put("cron", "0 6 * * *")
                .put("min", 2);
        document.putObject("control");
        ArrayNode operators = document.putObject("dns").putArray("operators");
        operators
                .addObject()
                .put("name", "carrier")
                .put("region", "us-east-1")
                .putArray("blocks")
                .add("203.0.113.0/24");
        return document;
    }
}

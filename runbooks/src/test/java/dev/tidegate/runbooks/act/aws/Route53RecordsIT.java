package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

@Needs(Component.MOTO)
final class Route53RecordsIT extends ActuatorContract {
    private Route53Records records;
    private String zone;

    @BeforeEach
    void createZone() {
        AwsAccess access = Moto.empty();
        records = new Route53Records(access, Moto.CLOCK);
        try (Route53Client client = access.client(Route53Client.builder(), AwsActuator.GLOBAL)) {
            zone =
                    client.createHostedZone(r -> r.name("example.com").callerReference("1"))
                            .hostedZone()
                            .id();
            List<Change> both = List.of(weighted("east", 90), weighted("west", 10));
            client.changeResourceRecordSets(
                    r -> r.hostedZoneId(zone).changeBatch(b -> b.changes(both)));
        }
    }

    private static Change weighted(String set, long weight) {
        ResourceRecord value = ResourceRecord.builder().value(set + ".example.com").build();
        return Change.builder()
                .action(ChangeAction.CREATE)
                .resourceRecordSet(
                        r ->
                                r.name("api.example.com")
                                        .type("CNAME")
                                        .ttl(60L)
                                        .setIdentifier(set)
                                        .weight(weight)
                                        .resourceRecords(List.of(value)))
                .build();
    }

    @Override
    protected Actuator actuator() {
        return records;
    }

    @Override
    protected Target target() {
        return Route53Records.target(zone, "api.example.com", "CNAME", "east");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of(
                        "weight", IntNode.valueOf(0),
                        "ttl", IntNode.valueOf(30),
                        "values", JsonNodeFactory.instance.arrayNode().add("spare.example.com")));
    }

    @Override
    protected Target absentTarget() {
        return Route53Records.target(zone, "api.example.com", "CNAME", "north");
    }

    @Test
    void otherRecordOfTheNameStays() {
        records.apply(records.plan(observed(records.read(target())), desired()), held(1));

        Target west = Route53Records.target(zone, "api.example.com", "CNAME", "west");
        assertThat(observed(records.read(west)).count("weight")).isEqualTo(10);
        assertThat(observed(records.read(west)).count("ttl")).isEqualTo(60);
    }

    /** The service lists a star by its octal code; the emulator does not. */
    @Test
    void aRecordOfAllNamesIsFound() throws IOException {
        URI behind = Moto.access().endpoint().orElseThrow();
        try (FaultyProxy proxy = new FaultyProxy(behind, "none")) {
            proxy.replace(">api.example.com", ">\\052.example.com", 1);
            Route53Records listed =
                    new Route53Records(new AwsAccess(Optional.of(proxy.endpoint())), Moto.CLOCK);
            Target all = Route53Records.target(zone, "*.example.com", "CNAME", "east");

            assertThat(observed(listed.read(all)).count("weight")).isEqualTo(90);
        }
    }

    @Test
    void changeIsDoneOnceAllNameServersHaveIt() throws IOException {
        URI behind = Moto.access().endpoint().orElseThrow();
        try (FaultyProxy proxy = new FaultyProxy(behind, "none")) {
            proxy.replace("INSYNC", "PENDING", 3); // of the change itself, and of two looks at it
            Route53Records slow =
                    new Route53Records(new AwsAccess(Optional.of(proxy.endpoint())), Moto.CLOCK);
            var change = slow.plan(observed(slow.read(target())), desired());

            List<Outcome> outcomes =
                    List.of(
                            slow.apply(change, held(1)),
                            slow.apply(change, held(1)),
                            slow.apply(change, held(1)));

            assertThat(outcomes.subList(0, 2))
                    .allSatisfy(
                            outcome ->
                                    assertThat(outcome)
                                            .isInstanceOfSatisfying(
                                                    Outcome.Retriable.class,
                                                    r ->
                                                            assertThat(r.reason())
                                                                    .isEqualTo(Failure.NOT_YET)));
            assertThat(outcomes.get(2)).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void weightBeyondTheScaleIsRefused() {
        var weight = new TreeMap<String, JsonNode>(Map.of("weight", IntNode.valueOf(256)));

        Outcome outcome =
                records.apply(records.plan(observed(records.read(target())), weight), held(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
    }
}

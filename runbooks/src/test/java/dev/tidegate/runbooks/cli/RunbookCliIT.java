package dev.tidegate.runbooks.cli;

import static dev.tidegate.runbooks.cli.CliRig.FLEET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.cli.CliRig.Said;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The small book against a real group in an AWS emulator, by commands and with no daemon at all. */
@Needs(Component.MOTO)
final class RunbookCliIT {
    private static final String USER = System.getProperty("user.name");

    private static CliRig rig;
    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        rig = CliRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @BeforeEach
    void reset() {
        rig.reset();
    }

    private Said tidegate(String... command) {
        return rig.tidegate(folder, command);
    }

    @Test
    void planShowsNowAndAfterAndChangesNothing() {
        Said said = tidegate("runbook", "plan", "raise-floor", "-p", FLEET, "-p", "floor=5");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).contains("floor").contains("2").contains("5").contains("1h");
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void runRaisesTheFloorAndUndoWritesBackWhatWasThere() {
        Said ran = tidegate("runbook", "run", "raise-floor", "-p", FLEET, "-p", "floor=5");
        assertThat(ran.code()).as(ran.text()).isZero();
        assertThat(rig.floor()).isEqualTo(5);

        Said undone = tidegate("runbook", "undo", ran.run());

        assertThat(undone.code()).as(undone.text()).isZero();
        assertThat(rig.floor()).isEqualTo(2);
        assertThat(tidegate("ledger", "verify").text()).contains("intact");
        assertThat(tidegate("runbook", "status", ran.run()).text()).contains("undone");
    }

    @Test
    void anUndoThatFailedIsNoFailureOnceItIsResumedAndAllIsRestored() {
        Said ran = tidegate("runbook", "run", "raise-floor", "-p", FLEET, "-p", "floor=5");
        rig.deleteGroup();
        Said stuck = tidegate("runbook", "undo", ran.run(), "--why", "a false alarm");
        rig.createGroup(5);

        Said resumed = tidegate("runbook", "resume", ran.run());

        assertThat(stuck.code()).as(stuck.text()).isEqualTo(5);
        assertThat(resumed.code()).as(resumed.text()).isZero();
        assertThat(resumed.text()).contains("a false alarm; resumed by " + USER);
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void trafficMovesToTheOtherRegionAndBack() {
        try (Route53Client client =
                Route53Client.builder()
                        .endpointOverride(rig.endpoint())
                        .region(Region.AWS_GLOBAL)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            String zone =
                    client.createHostedZone(r -> r.name("example.com").callerReference("1"))
                            .hostedZone()
                            .id();
            weigh(client, zone, "east", 200);
            weigh(client, zone, "west", 0);

            Said ran =
                    tidegate(
                            "runbook",
                            "run",
                            "move-region",
                            "-p",
                            "zone=" + zone,
                            "-p",
                            "name=api.example.com",
                            "-p",
                            "from_set=east",
                            "-p",
                            "to_set=west");
            assertThat(ran.text()).contains("Waits for approval");
            assertThat(weights(client, zone)).containsExactly(200L, 0L);
            System.setProperty("user.name", "the-lead");
            Said approved = tidegate("runbook", "approve", ran.run());
            assertThat(approved.code()).as(approved.text()).isZero();
            assertThat(weights(client, zone)).containsExactly(0L, 255L);

            tidegate("runbook", "undo", ran.run());
            assertThat(weights(client, zone)).containsExactly(200L, 0L);
        } finally {
            System.setProperty("user.name", USER);
        }
    }

    private static void weigh(Route53Client client, String zone, String set, long weight) {
        ResourceRecord value = ResourceRecord.builder().value(set + ".example.com").build();
        ResourceRecordSet record =
                ResourceRecordSet.builder()
                        .name("api.example.com")
                        .type(RRType.CNAME)
                        .ttl(60L)
                        .setIdentifier(set)
                        .weight(weight)
                        .resourceRecords(List.of(value))
                        .build();
        Change create =
                Change.builder().action(ChangeAction.CREATE).resourceRecordSet(record).build();
        client.changeResourceRecordSets(
                r -> r.hostedZoneId(zone).changeBatch(b -> b.changes(List.of(create))));
    }

    /** East's and west's. */
    private static List<Long> weights(Route53Client client, String zone) {
        return client
                .listResourceRecordSets(r -> r.hostedZoneId(zone))
                .resourceRecordSets()
                .stream()
                .filter(r -> r.setIdentifier() != null)
                .sorted(Comparator.comparing(ResourceRecordSet::setIdentifier))
                .map(ResourceRecordSet::weight)
                .toList();
    }

    @Test
    void missingAndWrongParametersAreAllToldAtOnce() {
        Said said = tidegate("runbook", "plan", "raise-floor", "-p", "floor=0", "-p", "colour=red");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text())
                .contains("fleet is missing")
                .contains("at least 1")
                .contains("colour");
    }

    @Test
    void floorAboveTheMaximumFailsAndLeavesNothing() {
        Said said = tidegate("runbook", "run", "raise-floor", "-p", FLEET, "-p", "floor=11");

        assertThat(said.code()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains("the group's maximum");
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void productionWithoutAPolicyRefusesAndRemembersIt() {
        Said said =
                tidegate(
                        "runbook",
                        "run",
                        "raise-floor",
                        "-p",
                        FLEET,
                        "-p",
                        "floor=5",
                        "--environment",
                        "prod");

        assertThat(said.code()).isEqualTo(4);
        assertThat(rig.floor()).isEqualTo(2);
        assertThat(tidegate("ledger", "show").text()).contains("access-refused");
    }
}

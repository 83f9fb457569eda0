package dev.tidegate.stacks.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.MotoServer;
import dev.tidegate.stacks.wire.Runs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** What staging asked for of names, edge and firewall, created in the emulator and read back. */
@Needs(Component.MOTO)
class AppliedDoorsIT {
    private static MotoServer moto;
    private static Account account;
    private static Route53Client names;
    private static CloudFrontClient edge;
    private static Wafv2Client firewall;

    @BeforeAll
    static void apply() {
        moto = MotoServer.start();
        account = new Account(Runs.up("staging"), moto.endpoint());
        names = account.client(Route53Client.builder());
        edge = account.client(CloudFrontClient.builder());
        firewall = account.client(Wafv2Client.builder());
        new Doors(account, names, edge, firewall).create();
    }

    @AfterAll
    static void stop() {
        List.<SdkAutoCloseable>of(names, edge, firewall).forEach(SdkAutoCloseable::close);
        moto.close();
    }

    @Test
    void namesStandForBothAddressFamilies() {
        String zone = names.listHostedZones().hostedZones().get(0).id();
        List<ResourceRecordSet> stand =
                names
                        .listResourceRecordSets(
                                request -> request.hostedZoneId(zone).maxItems("300"))
                        .resourceRecordSets()
                        .stream()
                        .filter(record -> record.aliasTarget() != null)
                        .toList();

        long asked =
                account.of("aws:route53/record:Record").stream()
                        .filter(record -> !account.inputs(record).at("aliases").isAbsent())
                        .count();
        assertThat(stand).hasSize((int) asked);
        assertThat(stand)
                .filteredOn(record -> record.typeAsString().equals("A"))
                .hasSize((int) asked / 2);
        assertThat(stand).extracting(ResourceRecordSet::healthCheckId).anyMatch(id -> id != null);
    }

    @Test
    void aRegionIsHealthyWhileItAnswersAndAcceptsWork() {
        var checks = names.listHealthChecks().healthChecks();

        assertThat(checks)
                .extracting(check -> check.healthCheckConfig().typeAsString())
                .containsOnly("HTTPS", "CLOUDWATCH_METRIC", "CALCULATED");
        assertThat(checks)
                .filteredOn(check -> check.healthCheckConfig().typeAsString().equals("CALCULATED"))
                .allSatisfy(
                        check ->
                                assertThat(check.healthCheckConfig().childHealthChecks())
                                        .hasSize(2)
                                        .allMatch(
                                                child ->
                                                        checks.stream()
                                                                .anyMatch(
                                                                        one ->
                                                                                one.id()
                                                                                        .equals(
                                                                                                child))));
    }

    @Test
    void theEdgeStandsAsItWasAskedFor() {
        var summary = edge.listDistributions().distributionList().items().get(0);
        var stands =
                edge.getDistributionConfig(request -> request.id(summary.id()))
                        .distributionConfig();

        Doors.DISTRIBUTION.assertSame(stands, account.inputs("use1-edge-distribution"), 15);
        assertThat(stands.webACLId())
                .isEqualTo(
                        firewall.listWebACLs(request -> request.scope("CLOUDFRONT"))
                                .webACLs()
                                .get(0)
                                .arn());
    }

    @Test
    void theFirewallCountsByKeyAndByAddress() {
        var summary = firewall.listWebACLs(request -> request.scope("CLOUDFRONT")).webACLs().get(0);
        var stands =
                firewall.getWebACL(
                                request ->
                                        request.scope("CLOUDFRONT")
                                                .id(summary.id())
                                                .name(summary.name()))
                        .webACL();

        new Shape().assertSame(stands, account.inputs("use1-edge-firewall"), 10);
        assertThat(stands.rules()).extracting(rule -> rule.name()).contains("key", "address");
    }
}

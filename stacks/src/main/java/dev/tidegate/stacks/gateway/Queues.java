package dev.tidegate.stacks.gateway;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshPreferencesArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupTagArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.GatewayFiles;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The instances that run the queue. They start from the region's documents, and keep the list of replicas they send to. */
final class Queues {
    Queues(
            Site site,
            ComponentResource parent,
            Network network,
            Documents documents,
            Output<String> key,
            SecurityGroup wall,
            Output<String> targetsArn) {
        GatewaySettings settings = site.ground().gateway();
        String name = site.names().physical("gateway");
        GatewayFiles files = new GatewayFiles(settings, site.ground().fleets());
        files.all().forEach((path, text) -> documents.put("gateway/" + path, Output.of(text)));
        Output<List<Statement>> statements =
                documents
                        .reading("gateway", key)
                        .applyValue(
                                reading -> {
                                    List<Statement> all = new ArrayList<>(reading);
                                    // Describing knows no resource: AWS takes nothing but a star
                                    // there.
                                    all.add(
                                            Statement.allow(
                                                    "SeeReplicas",
                                                    List.of(
                                                            "autoscaling:DescribeAutoScalingGroups",
                                                            "ec2:DescribeInstances"),
                                                    List.of("*")));
                                    all.add(
                                            Statement.allow(
                                                            "TellLoad",
                                                            List.of("cloudwatch:PutMetricData"),
                                                            List.of("*"))
                                                    .when(
                                                            "StringEquals",
                                                            "cloudwatch:namespace",
                                                            "Tidegate"));
                                    all.add(InstanceRole.SESSIONS);
                                    return all;
                                });
        InstanceRole role = new InstanceRole("gateway", site, parent, statements);
        LaunchTemplate template =
                new LaunchTemplate(
                        site.names().logical("gateway", "template"),
                        Machine.template(site, "gateway", name, Machine.LINUX, 20, role, wall)
                                .instanceType(settings.instanceType())
                                .userData(
                                        Machine.encoded(
                                                documents
                                                        .bucket()
                                                        .applyValue(
                                                                bucket ->
                                                                        Template.named(
                                                                                        "gateway-node.sh.mustache")
                                                                                .fill(
                                                                                        Map.of(
                                                                                                "bucket",
                                                                                                        bucket,
                                                                                                "region",
                                                                                                        site.names()
                                                                                                                .region(),
                                                                                                "environment",
                                                                                                        site.ground()
                                                                                                                .environment(),
                                                                                                "groups",
                                                                                                        site
                                                                                                                .ground()
                                                                                                                .fleets()
                                                                                                                .stream()
                                                                                                                .map(
                                                                                                                        fleet ->
                                                                                                                                Map
                                                                                                                                        .of(
                                                                                                                                                "fleet",
                                                                                                                                                fleet
                                                                                                                                                        .name(),
                                                                                                                                                "group",
                                                                                                                                                site.names()
                                                                                                                                                        .physical(
                                                                                                                                                                fleet
                                                                                                                                                                        .name()),
                                                                                                                                                "port",
                                                                                                                                                port(
                                                                                                                                                        fleet)))
                                                                                                                .collect(
                                                                                                                        Collectors
                                                                                                                                .toList()))))))
                                .build(),
                        site.under(parent));
        new Group(
                site.names().logical("gateway", "group"),
                GroupArgs.builder()
                        .name(name)
                        .minSize(settings.instances())
                        .maxSize(settings.instances() + 1)
                        .vpcZoneIdentifiers(network.privateSubnets())
                        .targetGroupArns(targetsArn.applyValue(List::of))
                        .healthCheckType("ELB")
                        .healthCheckGracePeriod(120)
                        .launchTemplate(
                                GroupLaunchTemplateArgs.builder()
                                        .id(template.id())
                                        .version(
                                                template.latestVersion()
                                                        .applyValue(String::valueOf))
                                        .build())
                        .instanceRefresh(
                                GroupInstanceRefreshArgs.builder()
                                        .strategy("Rolling")
                                        .preferences(
                                                GroupInstanceRefreshPreferencesArgs.builder()
                                                        .minHealthyPercentage(100)
                                                        .maxHealthyPercentage(150)
                                                        .build())
                                        .build())
                        .waitForCapacityTimeout("0")
                        .tags(
                                site.tags("gateway", name).entrySet().stream()
                                        .map(
                                                tag ->
                                                        GroupTagArgs.builder()
                                                                .key(tag.getKey())
                                                                .value(tag.getValue())
                                                                .propagateAtLaunch(true)
                                                                .build())
                                        .toList())
                        .build(),
                site.keep(parent));
    }

    private static String port(FleetSettings fleet) {
        return String.valueOf(fleet.serving().port());
    }
}
